import { visibleLines } from './visible.ts';

/** Markup that is safe to write: made by the tag `html` only. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: markup as it is, text and numbers escaped, lists joined, nothing for undefined. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** Tags a template whose values are escaped, in text and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((markup, part, index) => `${markup}${markupOf(values[index - 1])}${part}`));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return visibleLines(String(value)).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
