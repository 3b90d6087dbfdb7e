/** What could end a line, steer a terminal or turn text around: controls, format characters, separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Writes unsafe characters as `\n` or `\u001b`, which JSON and logfmt both read as escapes within quotes. */
export function escapeUnsafe(text: string): string {
  return text.replaceAll(UNSAFE, (character) => SHORT_ESCAPES[character] ?? codeUnits(character));
}

function codeUnits(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
