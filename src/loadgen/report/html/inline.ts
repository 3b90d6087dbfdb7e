import { createHash } from 'node:crypto';
import { Html } from '../../../text/html.ts';

/** Text of a file that stands in the page itself, and its name in the page's policy (CSP 3, 2.3.1). */
export interface Inline {
  readonly element: Html;
  /** `'sha256-…'`. */
  readonly hash: string;
}

/**
 * A script of ours or of a library. What would end its element, or begin a comment that its end is then sought in
 * (HTML, 13.2.5.4), can stand in strings and patterns only, where `\x3c` is the same character.
 */
export function inlineScript(text: string): Inline {
  return inline('script', text.replaceAll(/<(?=\/script|script|!--)/gi, '\\x3c'));
}

/** A stylesheet. */
export function inlineStyle(text: string): Inline {
  return inline('style', text.replaceAll(/<(?=\/style)/gi, '\\3c '));
}

/** @param text not escaped: for the callers above and for files of this package only */
function inline(name: 'script' | 'style', text: string): Inline {
  // A browser hashes what its parser made of the text, and that has no CR (HTML, 13.2.3.5).
  const content = text.replaceAll(/\r\n?/g, '\n');
  const hash = createHash('sha256').update(content).digest('base64');
  return { element: new Html(`<${name}>${content}</${name}>`), hash: `'sha256-${hash}'` };
}
