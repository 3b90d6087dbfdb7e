import type { Load } from './scenario.ts';
import type { WrittenScenario } from './scenario-schema.ts';

/** Of dnsbench's own 5 s a failover of 3 s would lose nothing that is late by less. */
const DEFAULT_TIMEOUT_MS = 1000;

/** The load of a checked file. */
export function buildLoad(written: NonNullable<WrittenScenario['load']>): Load {
  const startAtMs = written.start_at ?? 0;
  if (written.command !== undefined) return { kind: 'command', startAtMs, argv: written.command };
  const { port, rate, count_by: countBy, data, queries = [] } = written;
  return {
    kind: 'dnsbench',
    startAtMs,
    server: written.server ?? '',
    ...(port !== undefined && { port }),
    queries: data === undefined ? { lines: queries } : { file: data },
    ...(rate !== undefined && { rate }),
    durationMs: written.duration ?? 0,
    timeoutMs: written.timeout ?? DEFAULT_TIMEOUT_MS,
    ...(countBy !== undefined && { countBy }),
    options: written.options ?? [],
  };
}
