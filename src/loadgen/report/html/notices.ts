import { type Html, html } from '../../../text/html.ts';
import type { ClientLimit, RunResult } from '../../result/run-result.ts';

/** What bends the figures most comes first: answers that were lost here, queries that were never sent, a slow client. */
const WORST_FIRST: Readonly<Record<ClientLimit['kind'], number>> = {
  'receive-buffer': 0,
  'send-errors': 1,
  'not-sent': 2,
  cpu: 3,
  'run-queue': 4,
  outstanding: 5,
};

const MOST_WARNINGS = 100;

interface Notice {
  readonly state: 'Limit' | 'Warning' | 'Note';
  readonly text: string;
}

/** What is to be known before any figure is read. */
export function noticesSection(result: RunResult): Html {
  const notices = [...limits(result), ...warnings(result), ...notes(result)];
  if (notices.length === 0) {
    return html`<p class="notices none">No limit of this client was met, and there is nothing to warn of.</p>
`;
  }
  return html`<section class="notices" aria-labelledby="notices-title">
<h2 id="notices-title">Read this first</h2>
<ul>
${notices.map(
  ({ state, text }) =>
    html`<li class="${state.toLowerCase()}"><strong class="state">${state}</strong> <span>${text}</span></li>
`,
)}</ul>
</section>
`;
}

function limits({ clientLimits }: RunResult): readonly Notice[] {
  return clientLimits
    .toSorted((a, b) => WORST_FIRST[a.kind] - WORST_FIRST[b.kind])
    .map(({ text }) => ({ state: 'Limit', text }));
}

function warnings(result: RunResult): readonly Notice[] {
  const shown = result.warnings.slice(0, MOST_WARNINGS);
  const more = result.warnings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more warnings are not shown`] : [])].map((text) => ({
    state: 'Warning',
    text,
  }));
}

function notes({ endedBy, settings: { transport, transportReason } }: RunResult): readonly Notice[] {
  return [
    ...(endedBy === 'interrupted'
      ? ['The run was interrupted; all figures are of the time until then.']
      : []),
    ...(transportReason === '' ? [] : [`Transport ${transport}: ${transportReason}`]),
  ].map((text) => ({ state: 'Note', text }));
}
