/** A word of an expectation; a quoted one is data and nothing else. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

const SPACE = /[ \t]+/y;
// Characters behind a backslash are themselves, or three digits an octet (RFC 1035 §5.1).
const QUOTED = /"((?:[^"\\]|\\.)*)"(?=[ \t;]|$)/y;
const BARE = /(?:[^ \t";\\]|\\.)(?:[^ \t;\\]|\\.)*/y;
const ESCAPE = /\\(?:(\d{3})|(.))/g;

/**
 * Words of a line as zone files have them, up to a comment. Quoted ones come without their quotes and escapes.
 * @returns undefined where a quote is not closed
 */
export function splitWords(line: string): readonly Word[] | undefined {
  const words: Word[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SPACE);
    if (at >= line.length || line[at] === ';') return words;
    const quoted = take(QUOTED);
    const bare = quoted === null ? take(BARE) : null;
    if (quoted !== null) words.push({ text: unescapeText(quoted[1] ?? ''), quoted: true });
    else if (bare !== null) words.push({ text: bare[0], quoted: false });
    else return undefined;
  }
}

function unescapeText(text: string): string {
  return text.replace(ESCAPE, (_match, octet: string | undefined, character: string | undefined) =>
    octet === undefined ? (character ?? '') : String.fromCharCode(Number(octet) & 0xff),
  );
}
