import { visibleLines } from '../../text/visible.ts';

/** Markup that is well-formed: made by this file only. */
export class Xml {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** Values that are undefined are left out. */
export type XmlAttributes = Readonly<Record<string, string | number | boolean | undefined>>;
/** What stands in an element: markup as it is, text and numbers escaped, nothing for undefined. */
type XmlChild = Xml | string | number | undefined;

/** An element on one line. Its name and those of its attributes are the program's, never read from elsewhere. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly XmlChild[]): Xml {
  return new Xml(`<${name}${attributesText(attributes)}>${children.map(childText).join('')}</${name}>`);
}

/** An element whose children stand on lines of their own. */
export function block(name: string, attributes: XmlAttributes, children: readonly XmlChild[]): Xml {
  const lines = children.map((child) => `${childText(child)}\n`).filter((line) => line !== '\n');
  const inside = lines.length === 0 ? '' : `\n${lines.join('')}`;
  return new Xml(`<${name}${attributesText(attributes)}>${inside}</${name}>`);
}

/** A processing instruction, which nothing ends early: its values are escaped as those of attributes are. */
export function instruction(target: string, values: XmlAttributes): Xml {
  return new Xml(`<?${target}${attributesText(values)}?>`);
}

function attributesText(attributes: XmlAttributes): string {
  let text = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) text += ` ${name}="${escaped(String(value), IN_ATTRIBUTE)}"`;
  }
  return text;
}

function childText(child: XmlChild): string {
  if (child === undefined) return '';
  if (child instanceof Xml) return child.markup;
  return escaped(String(child), IN_TEXT);
}

const IN_TEXT = /[&<>]/g;
// Breaks and tabs in an attribute would be read as blanks (XML 1.0 §3.3.3).
const IN_ATTRIBUTE = /[&<>"\n\t]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Characters that XML 1.0 has not (§2.2) and that visible.ts leaves. */
const NO_CHARACTERS = /[\ufffe\uffff]/g;
/** Most texts: nothing to escape and nothing to make visible. */
const PLAIN = /^[\w ./:#*()[\]+,;=@-]*$/;

function escaped(text: string, what: RegExp): string {
  if (PLAIN.test(text)) return text;
  return visibleLines(text)
    .replaceAll(NO_CHARACTERS, '\ufffd')
    .replaceAll(what, (character) => ESCAPES[character] ?? '');
}
