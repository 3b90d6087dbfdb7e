import { visibleText } from '../../text/visible.ts';
import type { Dialect } from '../settings.ts';
import { oldRcodeName } from './format-rcodes.ts';

/** What became of one query. */
export type QueryOutcome =
  | { readonly kind: 'answered'; readonly rcode: string; readonly latencySeconds: number }
  | { readonly kind: 'timed-out' };

/**
 * The line that -v prints for a query: `> NOERROR name type`, `> T name type` for one that timed out. dnsperf
 * adds the latency in seconds behind an answer, queryperf does not.
 *
 * @param question Name and type as in the input.
 */
export function perQueryLine(dialect: Dialect, question: string, outcome: QueryOutcome): string {
  const text = visibleText(question);
  if (outcome.kind === 'timed-out') return `> T ${text}\n`;
  const latency = dialect === 'dnsperf' ? ` ${outcome.latencySeconds.toFixed(6)}` : '';
  return `> ${oldRcodeName(outcome.rcode)} ${text}${latency}\n`;
}
