import { type Html, html } from '../../../text/html.ts';
import { verdictText } from '../../i18n/verdict-texts.ts';
import { VERDICT_TONES, vrrpTone } from '../../status/tones.ts';
import type { VipClaim, VipVerdict } from '../../status/verdict.ts';
import type { Block } from '../blocks/block.ts';
import { blockId } from '../blocks/block-id.ts';
import { type Compared, comparedRows } from '../blocks/comparison.ts';
import { hasWords } from '../blocks/row-groups.ts';
import { changeClass, changeTag, wasMarkup } from '../markup/change-marks.ts';
import { classes } from '../markup/classes.ts';
import { NO_FIGURE } from '../markup/figures.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import { ageMarkup, timeMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, sectionHead } from './section-head.ts';

type KeyedVip = VipVerdict & { readonly key: string };
type ComparedVip = KeyedVip & Compared<KeyedVip>;

/** A card for each virtual IP: who holds it, since when, what each VRRP instance says, and what that comes to. */
export function vipSection(context: PageContext): readonly Block[] {
  const { status, compared, query, texts } = context;
  const head = sectionHead(
    'vip',
    texts.vip.title,
    status.vips.length === 0 ? '' : String(status.vips.length),
  );
  const vips = status.vips.map(keyed);
  const all: readonly ComparedVip[] =
    compared === undefined ? vips : comparedRows(vips, compared.vips.map(keyed));
  const shown = all.filter(
    (vip) =>
      (!query.onlyTrouble || vip.verdict !== 'ok' || vip.change === 'removed') &&
      hasWords(query.words, () => textOf(vip)),
  );
  if (shown.length === 0) return [head, emptyBlock('vip', context, texts.vip.none)];
  const blocks = shown.map((vip): Block => {
    const markup = card(vip, context).markup;
    return { kind: 'markup', id: blockId('vip', vip.address), section: 'vip', markup };
  });
  return [head, ...blocks];
}

function keyed(vip: VipVerdict): KeyedVip {
  return { ...vip, key: vip.address };
}

function textOf({ address, verdict, owners, claims, concerned }: VipVerdict): string {
  const told = claims.map(({ director, instance, state }) => `${director} ${instance} ${state ?? ''}`);
  return [address, verdict, ...owners, ...told, ...concerned].join(' ');
}

function card(vip: ComparedVip, context: PageContext): Html {
  const { query, texts, status } = context;
  const { frame, vip: words } = texts;
  const { name, advice } = verdictText(vip, query.language);
  const tone = VERDICT_TONES[vip.verdict];
  const verdictBefore = wasMarkup(name, vip.before && verdictText(vip.before, query.language).name, frame);
  const owners = namesOf(vip.owners, words.nobody);
  const ownersBefore = wasMarkup(owners, vip.before && namesOf(vip.before.owners, words.nobody), frame);
  return html`<article class="${classes('vip', tone, changeClass(vip.change))}">
<h3><bdi>${vip.address}</bdi>${changeTag(vip.change, frame)}</h3>
<p class="verdict">${stateMarkup(tone, name)}${verdictBefore}</p>
<p class="owner"><span class="label">${words.owner}</span> <strong><bdi>${owners}</bdi></strong>${ownersBefore}${
    vip.sinceSeconds === undefined
      ? undefined
      : html` <span class="since"><span class="label">${words.since}</span> ${timeMarkup(vip.sinceSeconds)} <span class="age">(${ageMarkup(vip.sinceSeconds, status.takenAtSeconds)})</span></span>`
  }</p>
${advice === '' ? undefined : html`<p class="advice">${advice}</p>`}
${claimsTable(vip, context)}</article>`;
}

function namesOf(owners: readonly string[], nobody: string): string {
  return owners.length === 0 ? nobody : owners.join(', ');
}

function claimsTable({ address, claims }: ComparedVip, { texts, status }: PageContext): Html {
  const { vip: words } = texts;
  if (claims.length === 0) return html`<p class="note">${words.noClaims}</p>`;
  const headings = [words.director, words.instance, words.state, words.priority, words.lasting];
  return html`<table class="claims"><caption class="spoken">VRRP ${address}</caption>
<thead><tr>${headings.map((heading, index) => html`<th scope="col"${index === 3 ? html` class="figure"` : undefined}>${heading}</th>`)}</tr></thead>
<tbody>${claims.map((claim) => claimRow(claim, status.takenAtSeconds))}</tbody></table>`;
}

function claimRow({ director, instance, state, priority, sinceSeconds }: VipClaim, nowSeconds: number): Html {
  return html`<tr><th scope="row"><bdi>${director}</bdi></th><td><bdi>${instance}</bdi></td><td>${stateMarkup(vrrpTone(state), state ?? NO_FIGURE)}</td><td class="figure">${priority ?? NO_FIGURE}</td><td>${ageMarkup(sinceSeconds, nowSeconds) ?? NO_FIGURE}</td></tr>
`;
}
