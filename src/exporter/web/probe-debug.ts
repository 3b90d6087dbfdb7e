import type { SourceReport } from '../../model/snapshot.ts';
import { escapeUnsafe } from '../../text/escape-unsafe.ts';

export interface DebugView {
  readonly moduleName: string;
  readonly url: string;
  readonly report: SourceReport;
  /** With their newlines. */
  readonly logLines: readonly string[];
  readonly metrics: Iterable<string>;
}

/** What /probe?debug=true shows: how the probe went, what was wrong with the answer, and what it would have returned. */
export function* probeDebugText(view: DebugView): Generator<string> {
  const { moduleName, url, report, logLines, metrics } = view;
  const { outcome, durationSeconds } = report;
  yield `Probe of ${url} with module ${moduleName}: ${outcome.kind} after ${durationSeconds.toFixed(3)} s\n`;
  if (outcome.kind === 'ok') {
    const { count, kept } = outcome.problems;
    yield `Problems: ${count === 0 ? 'none' : count}${count > kept.length ? `, of which the first ${kept.length}` : ''}\n`;
    for (const { line, reason, text } of kept) {
      yield `  ${line === 0 ? '' : `line ${line}: `}${escapeUnsafe(reason)}${text === '' ? '' : `: ${escapeUnsafe(text)}`}\n`;
    }
  } else {
    yield `Reason: ${escapeUnsafe(outcome.reason)}\n`;
  }
  yield '\nLog:\n';
  yield* logLines;
  yield '\nMetrics that would have been returned:\n';
  yield* metrics;
}
