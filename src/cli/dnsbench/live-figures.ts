import { VERSION } from '../../exporter/version.ts';
import type { LiveFigures } from '../../loadgen/metrics/live-figures.ts';
import type { RunPlan } from '../../loadgen/run/plan-run.ts';
import type { StartedRun } from '../../loadgen/run/run-listener.ts';
import { endpointText } from '../../text/endpoint-text.ts';

/** What --metrics tells of a run; of one that has not begun, what it is going to do. */
export function liveFigures({ summary }: RunPlan, live: StartedRun | undefined): LiveFigures {
  const { address, port, mode, transport } = summary;
  const targetQps = live?.targetQps();
  return {
    workers: live?.workers ?? [],
    ...(targetQps !== undefined && { targetQps }),
    info: { server: endpointText(address, port), mode, transport, version: VERSION },
  };
}
