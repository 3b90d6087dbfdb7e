import { TAKE_EFFECT_SECONDS } from '../ledger/budget.ts';
import type { Disturbance } from '../ledger/disturbance.ts';
import type { LedgerEntry, Phase } from '../ledger/ledger-entry.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import { countText, durationText, NO_FIGURE, quantityText } from '../result/figure-text.ts';

const PHASE_WORDS: Readonly<Record<Phase['name'], string>> = {
  detect: 'detect',
  elect: 'elect',
  remove: 'remove',
  announce: 'announce',
  'first-answer': 'first answer',
};

/** `1,005 queries lost`; where some were answered meanwhile, of how many. */
export function lossWords({ lost, offered, isPartial, firstGoodSeconds }: Disturbance): string {
  const of = isPartial ? ` of ${countText(offered)} sent meanwhile` : '';
  const more = firstGoodSeconds === undefined ? ', and no answer after that' : '';
  return `${quantityText(lost, 'query', 'queries')} lost${of}${isPartial ? ', some flows went on' : ''}${more}`;
}

/** By both methods (RFC 6412 has both); where they disagree, the loss was partial. */
export function outageWords({ outageByStampsSeconds, outageByLossSeconds }: Disturbance): string {
  return `${durationText(outageByStampsSeconds)} by time stamps, ${durationText(outageByLossSeconds)} by loss`;
}

/** `kept: allowed 3.61 s (…) and 200 ms to take effect`; undefined where no configuration says. */
export function budgetWords({ budget, isFailBack }: LedgerEntry): string | undefined {
  if (budget === undefined)
    return isFailBack ? 'none is due: the other director serves meanwhile' : undefined;
  const { allowedSeconds, rule, isExceeded } = budget;
  const margin = `${durationText(TAKE_EFFECT_SECONDS)} to take effect`;
  return `${isExceeded ? 'EXCEEDED' : 'kept'}: allowed ${durationText(allowedSeconds)} (${rule}) and ${margin}`;
}

/** `detect 1.9 s ± 0.5 s, then elect 0.1 s`; `and` where the order is not known. */
export function phaseWords(phases: readonly Phase[]): string {
  return phases
    .map(({ name, seconds, errorSeconds, isOrdered }, at) => {
      const joint = at === 0 ? '' : isOrdered ? ', then ' : ' and ';
      return `${joint}${PHASE_WORDS[name]} ${durationText(seconds)}${errorWords(errorSeconds)}`;
    })
    .join('');
}

/** ` ± 0.5 s`; nothing where it is next to nothing. */
export function errorWords(errorSeconds: number): string {
  return errorSeconds < 1e-6 ? '' : ` ± ${durationText(errorSeconds)}`;
}

/** What speaks for a cause and what against it. */
export function reasonWords({
  speaksFor,
  speaksAgainst,
}: LedgerEntry['cause']['candidates'][number]): string {
  const against = speaksAgainst.length === 0 ? '' : `; but ${speaksAgainst.join(', ')}`;
  return `${speaksFor.join(', ')}${against}`;
}

/** `ds2 vrrp VI_1 BACKUP → MASTER` */
export function eventWords({ node, layer, kind, subject, from, to, detail }: LedgerEvent): string {
  const change = [from, to].filter((state) => state !== undefined).join(' → ');
  const what = kind === 'state' && change !== '' ? change : `${kind}${change === '' ? '' : ` ${change}`}`;
  return `${node} ${layer} ${subject} ${what}${detail === undefined ? '' : ` (${detail})`}`;
}

/** How far an event's time may be wrong: its own span and its node's clock. */
export function eventErrorSeconds({
  earliestSeconds,
  latestSeconds,
  clockErrorSeconds,
}: LedgerEvent): number {
  return (latestSeconds - earliestSeconds) / 2 + clockErrorSeconds;
}

/** `+1.9 s`, `-200 ms`: from the first loss. */
export function offsetWords(seconds: number): string {
  return `${seconds < 0 ? '-' : '+'}${durationText(Math.abs(seconds))}`;
}

/** `mean 0.2 ms, max 1 ms before; …` */
export function latencyWords({ before, during, after }: Disturbance['latency']): string {
  return (['before', 'during', 'after'] as const)
    .map((when) => {
      const span = { before, during, after }[when];
      return span === undefined
        ? `${when} ${NO_FIGURE}`
        : `${when} ${durationText(span.meanSeconds)} (max ${durationText(span.maxSeconds)})`;
    })
    .join(', ');
}
