import { type Html, html } from '../../../text/html.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import { amount, duration, NONE, percent } from './figures.ts';

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The few figures that most come for. */
export function headline(result: RunResult): Html {
  return html`<section aria-labelledby="headline-title">
<h2 id="headline-title">In short</h2>
<dl class="tiles">
${tiles(result).map(
  ({ name, value, note }) =>
    html`<div><dt>${name}</dt><dd><strong>${value}</strong> <span class="note">${note}</span></dd></div>
`,
)}</dl>
</section>
`;
}

function tiles(result: RunResult): readonly Tile[] {
  const { totals, latency, findMax } = result;
  const { p50, p99, 'p99.9': p999 } = latency.percentilesSeconds;
  const tile = (name: string, value: string, note: string): Tile => ({ name, value, note });
  const latencyTile = (name: string, seconds: number, note: string): Tile =>
    tile(name, latency.count === 0 ? NONE : duration(seconds), latency.count === 0 ? 'no answers' : note);
  return [
    ...(findMax ? [tile('Highest good rate', amount(findMax.qps), foundNote(findMax.qps))] : []),
    tile('Queries per second', amount(result.qps), `answered, over ${duration(result.windowSeconds)}`),
    tile(
      'Lost',
      percent(result.lossRatio),
      `${countText(totals.timedOut)} of ${countText(totals.sent)} timed out`,
    ),
    latencyTile('Latency p50', p50, 'half of the answers came sooner'),
    latencyTile('Latency p99', p99, '1 in 100 took longer'),
    latencyTile('Latency p99.9', p999, '1 in 1,000 took longer'),
    latencyTile('Latency max', latency.maxSeconds, `of ${countText(latency.count)} answers`),
    ...rcodeTile(result),
  ];
}

function foundNote(qps: number): string {
  return qps === 0 ? 'none stayed within the loss' : 'queries a second within the loss';
}

/** The rcodes by their share, as far as a line goes; all of them are in the table of answers. */
function rcodeTile({ rcodes, totals: { answered } }: RunResult): readonly Tile[] {
  const [first, ...others] = Object.entries(rcodes).sort(([, a], [, b]) => b - a);
  if (first === undefined) return [];
  const [name, most] = first;
  const note = others.map(([rcode, seen]) => `${rcode} ${percent(seen / answered)}`);
  return [
    {
      name: `Rcode ${name}`,
      value: percent(most / answered),
      note:
        note.length === 0
          ? 'all answers'
          : note.slice(0, 3).join(', ') + (note.length > 3 ? ' and others' : ''),
    },
  ];
}
