/** An element that was read; texts and elements in their order. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (ReadElement | string)[];
}

/**
 * Reads a document as strictly as XML 1.0 (fifth edition) is of what vipscope writes: every character is one of §2.2,
 * every `<` begins a tag, every `&` a reference, tags nest, attributes are quoted and named once. No DTD, no comments.
 *
 * @throws Error that says where it is not well-formed
 */
export function readXml(text: string): ReadElement {
  const wrong = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (wrong !== null) throw new Error(`no character of XML at ${wrong.index}`);
  const top: ReadElement = { name: '', attributes: {}, children: [] };
  const open = [top];
  const token =
    /<\?([a-z-]+)((?: [a-z]+="[^"<]*")*)\?>|<\/([a-z]+(?:-[a-z]+)*)>|<([a-z]+(?:-[a-z]+)*)((?: [a-z]+(?:-[a-z]+)*="[^"<]*")*)>|[^<]+|</y;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [all, instruction, , closed, opened, attributes = ''] = match;
    const parent = open.at(-1) ?? top;
    if (all === '<')
      throw new Error(`no tag at ${match.index}: ${text.slice(match.index, match.index + 60)}`);
    if (instruction !== undefined) continue;
    if (closed !== undefined) {
      if (open.pop()?.name !== closed || open.length === 0) throw new Error(`</${closed}> closes nothing`);
    } else if (opened !== undefined) {
      const element = { name: opened, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      open.push(element);
    } else {
      parent.children.push(readText(all));
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  const roots = top.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const [root] = roots;
  if (roots.length !== 1 || root === undefined || typeof root === 'string') throw new Error('not one root');
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(attributes, name)) throw new Error(`${name} is given twice`);
    attributes[name] = readText(value.replaceAll(/[\n\t]/g, ' '));
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function readText(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" stands in a text');
  return text.replaceAll(
    /&(?:#(\d+);|([a-z]+);)?/g,
    (all, code: string | undefined, name: string | undefined) => {
      const character = code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code));
      if (character === undefined) throw new Error(`${all} is no reference`);
      return character;
    },
  );
}

/** All elements of a name below, in document order. */
export function elementsOf(parent: ReadElement, name: string): ReadElement[] {
  return parent.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...elementsOf(child, name)],
  );
}

export function textOf(element: ReadElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
