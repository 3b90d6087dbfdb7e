import { z } from 'zod';
import type { KeepalivedHistory } from './keepalived.ts';
import { MAX_ANNOUNCED_VIPS } from './keepalived-announced-vips.ts';

const FORMAT = 'vipscope keepalived state';
const VERSION = 1;

/** What is kept over a restart, plain data for JSON. */
export interface SavedKeepalived {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly history: KeepalivedHistory;
}

const count = z.int().nonnegative();
const name = z.string().max(1024);
const vrrpState = z.enum(['INIT', 'BACKUP', 'MASTER', 'FAULT', 'STOP']);
const server = z.strictObject({
  address: name.exactOptional(),
  port: count.exactOptional(),
  portName: name.exactOptional(),
  protocol: name.exactOptional(),
  mark: count.exactOptional(),
  group: name.exactOptional(),
});

function tally<const Names extends readonly string[]>(names: Names) {
  return z.partialRecord(z.enum(names), count);
}

const transitions = tally(['INIT', 'BACKUP', 'MASTER', 'FAULT', 'STOP']);
const conflicts = tally([
  'bogus-packet',
  'advert-ignored',
  'same-priority-own-address',
  'address-owner',
  'vip-mismatch',
  'vrid-mismatch',
  'vrid-duplicate',
  'authentication',
  'advert-interval',
  'packet-length',
  'ttl',
  'checksum',
  'version',
  'unicast-peer',
  'send-error',
]);

const instance = z.strictObject({
  name,
  state: vrrpState.exactOptional(),
  lastTransitionSeconds: z.number().exactOptional(),
  priority: z.number().exactOptional(),
  vipsSet: z.boolean().exactOptional(),
  vips: z.array(name).max(MAX_ANNOUNCED_VIPS).exactOptional(),
  lastGarpSeconds: z.number().exactOptional(),
  transitions,
  elections: tally([
    'advertisement-timeout',
    'higher-priority-received',
    'lower-priority-received',
    'lower-priority-discarded',
    'same-priority-higher-address',
    'priority-zero-received',
    'forced',
  ]),
  faults: z.record(name, count),
  conflicts,
  priorityZeroSent: count,
  priorityZeroReceived: count,
});

const script = z.strictObject({
  name,
  up: z.boolean().exactOptional(),
  exitStatus: z.int().exactOptional(),
  results: tally(['succeeded', 'failed', 'timed-out']),
});

const virtualServer = z.strictObject({
  virtual: server,
  quorumUp: z.boolean().exactOptional(),
  quorumGained: count,
  quorumLost: count,
  sorryServerActive: z.boolean().exactOptional(),
});

const realServer = z.strictObject({
  virtual: server,
  real: server,
  up: z.boolean().exactOptional(),
  weight: z.number().exactOptional(),
  lastChangeSeconds: z.number().exactOptional(),
  events: tally(['added', 'removed', 'enabled', 'disabled', 'shut-down', 'up', 'down']),
});

const check = z.strictObject({
  type: z.enum(['tcp', 'http', 'ssl', 'smtp', 'misc', 'dns', 'udp', 'ping', 'bfd', 'file', 'unknown']),
  result: z.enum(['succeeded', 'failed', 'timed-out']),
  count,
});

const history = z.strictObject({
  running: z.boolean().exactOptional(),
  version: name.exactOptional(),
  instances: z.array(instance),
  groups: z.array(z.strictObject({ name, state: vrrpState.exactOptional(), transitions })),
  scripts: z.array(script),
  tracked: z.array(z.strictObject({ what: z.enum(['process', 'file', 'bfd']), name, up: z.boolean() })),
  interfaces: z.array(z.strictObject({ name, up: z.boolean().exactOptional(), garpsSent: count })),
  conflicts,
  virtualServers: z.array(virtualServer),
  realServers: z.array(realServer),
  checks: z.array(check),
  starts: count,
  reloads: count,
  childDeaths: tally(['parent', 'vrrp', 'checkers', 'bfd']),
  lines: z.strictObject({ parsed: count, unmatched: count, foreign: count }),
  truncatedLines: count,
  unreadableLines: count,
  lastEventSeconds: z.number().exactOptional(),
  lastReloadSeconds: z.number().exactOptional(),
  subjectsDropped: count,
}) satisfies z.ZodType<KeepalivedHistory>;

const saved = z.strictObject({ format: z.literal(FORMAT), version: z.literal(VERSION), history });

export function savedKeepalived(known: KeepalivedHistory): SavedKeepalived {
  return { format: FORMAT, version: VERSION, history: known };
}

/** @throws Error naming the first thing that is wrong */
export function readSavedHistory(value: unknown): KeepalivedHistory {
  const result = saved.safeParse(value);
  if (result.success) return result.data.history;
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new Error(`not a saved keepalived state${place}: ${issue?.message ?? 'unknown reason'}`);
}
