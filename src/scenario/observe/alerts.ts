import { z } from 'zod';

/** Prometheus' /api/v1/alerts, as far as it is read. */
const alertsSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    alerts: z.array(z.object({ labels: z.record(z.string(), z.string()), state: z.string() })),
  }),
});

/** One alert that Prometheus lists. */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: string;
}

/** @throws Error of one line */
export function parseAlerts(text: string): readonly Alert[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error("Prometheus' alerts are no JSON document", { cause });
  }
  const checked = alertsSchema.safeParse(value);
  if (!checked.success) throw new Error("Prometheus' alerts are not what /api/v1/alerts gives");
  return checked.data.data.alerts;
}
