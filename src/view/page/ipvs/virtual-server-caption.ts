import { type Html, html } from '../../../text/html.ts';
import type { Drift } from '../../status/drift.ts';
import type { VirtualServerStatus } from '../../status/node-status.ts';
import { changeTag, wasMarkup } from '../markup/change-marks.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { tagMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { driftTag } from './ipvs-columns.ts';
import type { IpvsHead } from './ipvs-groups.ts';
import { ignoresWeights } from './ipvs-shares.ts';

/** What names a virtual server: its key, scheduler and flags, and where directors differ in these. */
export function virtualServerCaption(
  head: IpvsHead,
  drifts: ReadonlyMap<string, Drift>,
  context: PageContext,
): Html {
  const { ipvs, frame } = context.texts;
  const server = head.servers.find((one) => one !== undefined);
  const scheduler = server?.scheduler;
  const before = head.before && wordsOf(head.before.servers.find((one) => one !== undefined));
  return html`${nameMarkup(head.key)}${changeTag(head.change, frame)}${
    scheduler === undefined ? undefined : html` ${tagMarkup('scheduler', scheduler)}`
  }${server?.flags.map((flag) => html` ${tagMarkup('flag', flag)}`)}${wasMarkup(
    wordsOf(server),
    before,
    frame,
  )}${['missing', 'scheduler', 'flags'].map((what) => {
    const drift = drifts.get(` ${what}`);
    return drift === undefined ? undefined : html` ${driftTag(drift, context)}`;
  })}${ignoresWeights(scheduler) ? html` <span class="summary">${ipvs.ignoresWeights(scheduler ?? '')}</span>` : undefined}`;
}

function wordsOf(server: VirtualServerStatus | undefined): string {
  return [server?.scheduler ?? '', ...(server?.flags ?? [])].join(' ').trim();
}
