import { type Html, type HtmlValue, html } from '../../../text/html.ts';
import type { Cell } from './cell.ts';
import { NO_FIGURE } from './figures.ts';
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

/** What stood there; nothing where it is the same, or nothing is compared. */
export function wasMarkup(
  now: string,
  before: string | undefined,
  texts: Pick<ChangeTexts, 'was'>,
): Html | undefined {
  if (before === undefined || before === now) return undefined;
  return html` <del class="was">${texts.was(before === '' ? NO_FIGURE : before)}</del>`;
}

/** A value with the one that it had: `3 was 1`. Without `before` nothing is compared. */
export function withBefore(
  content: HtmlValue,
  now: string,
  before: string | undefined,
  texts: ChangeTexts,
): Cell {
  const was = wasMarkup(now, before, texts);
  return was === undefined ? { content } : { content: html`${content}${was}`, className: 'since-then' };
}
