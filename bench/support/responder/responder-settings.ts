import { isIP, isIPv4 } from 'node:net';
import { z } from 'zod';
import type { Faults } from './faults.ts';

const count = z.int().min(0);
const share = z.union([
  z.strictObject({ every: z.int().min(1) }),
  z.strictObject({ ratio: z.number().min(0).max(1) }),
]);

const faults = z.strictObject({
  loss: share.exactOptional(),
  duplicate: share.exactOptional(),
  truncate: share.exactOptional(),
  wrongId: share.exactOptional(),
  wrongQuestion: share.exactOptional(),
  cut: share.exactOptional(),
  cutBytes: count.exactOptional(),
  foreign: share.exactOptional(),
  late: share.exactOptional(),
  lateUs: count.exactOptional(),
  delayUs: count.exactOptional(),
  jitterUs: count.exactOptional(),
  stall: z.strictObject({ everyMs: z.int().min(1), forMs: z.int().min(1) }).exactOptional(),
  blackout: z
    .strictObject({ fromMs: count, forMs: z.int().min(1), firstPorts: z.int().min(1).exactOptional() })
    .exactOptional(),
}) satisfies z.ZodType<Faults>;

const settings = z.strictObject({
  address: z.string().refine((text) => isIP(text) !== 0, 'is no IP address'),
  port: z.int().min(0).max(65535),
  rcode: z.int().min(0).max(15),
  record: z
    .string()
    .refine((text) => isIPv4(text), 'is no IPv4 address')
    .exactOptional(),
  seed: z.int(),
  slices: z.boolean(),
  faults,
});

/** How a responder answers. */
export interface ResponderSettings {
  readonly address: string;
  /** 0: the kernel chooses. */
  readonly port: number;
  readonly rcode: number;
  /** An IPv4 address that each answer has as its only record; absent: the question alone comes back. */
  readonly record?: string;
  /** For faults with a probability, and jitter. */
  readonly seed: number;
  /** Whether to count arrivals in slices of 10 ms; what goes by arrival then goes by the kernel's time stamps. */
  readonly slices: boolean;
  readonly faults: Faults;
}

/** A responder on loopback that makes no mistakes. */
export const DEFAULTS: ResponderSettings = {
  address: '127.0.0.1',
  port: 0,
  rcode: 0,
  seed: 1,
  slices: false,
  faults: {},
};

/** @throws TypeError that names what is wrong */
export function parseSettings(value: unknown): ResponderSettings {
  return checked(settings, value);
}

/** @throws TypeError that names what is wrong */
export function parseFaults(value: unknown): Faults {
  return checked(faults, value);
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new TypeError(
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`).join('; '),
  );
}
