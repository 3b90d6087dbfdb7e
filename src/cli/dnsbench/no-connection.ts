import { quantityText } from '../../loadgen/result/figure-text.ts';
import type { RunResult } from '../../loadgen/result/run-result.ts';
import { endpointText } from '../../text/endpoint-text.ts';

/** Why a run over TCP or DoT says nothing of the server; undefined where it was reached, or never asked for. */
export function noConnectionText({ connections, settings }: RunResult): string | undefined {
  if (connections === undefined || connections.tried === 0 || connections.made > 0) return undefined;
  const attempts = quantityText(connections.tried, 'attempt');
  return `no connection to ${endpointText(settings.address, settings.port)} was made in ${attempts} (${settings.mode})`;
}
