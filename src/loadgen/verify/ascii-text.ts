/** Text on one line that steers no terminal, whoever sent it: `\u{1b}` for what is not printable ASCII. */
export function asciiText(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
