import { type Html, type HtmlValue, html } from '../../../text/html.ts';
import type { Cell } from '../blocks/table-block.ts';
import { tagMarkup } from './state-markup.ts';

/** What became of a row since the time that the page is compared with. */
export type RowChange = 'added' | 'removed' | 'kept';

export interface ChangeTexts {
  readonly added: string;
  readonly removed: string;
  readonly was: (before: string) => string;
}

/** A word behind the name of a row that came or went. */
export function changeTag(change: RowChange | undefined, texts: ChangeTexts): Html | undefined {
  return change === undefined || change === 'kept' ? undefined : html` ${tagMarkup(change, texts[change])}`;
}

/** The class of a row that came or went; '' for one that stayed. */
export function changeClass(change: RowChange | undefined): string {
  return change === undefined || change === 'kept' ? '' : change;
}

/** A value with the one that it had: `3 was 1`. Without `before` nothing is compared. */
export function withBefore(
  content: HtmlValue,
  now: string,
  before: string | undefined,
  texts: ChangeTexts,
): Cell {
  if (before === undefined || before === now) return { content };
  return {
    content: html`${content} <del class="was">${texts.was(before === '' ? '–' : before)}</del>`,
    className: 'since-then',
  };
}
