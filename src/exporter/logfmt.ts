/** Fields that every line has, in the order in which Prometheus' own programs write them. */
const FIRST = ['time', 'level', 'msg'] as const;

/** What could end a line, steer a terminal or turn text around: controls, format characters, separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const BARE_VALUE = /^[\w./:@%+,;*()[\]-]+$/;

/**
 * One log line without its newline: `time=… level=info msg="…" key=value`.
 * Whatever the fields hold, it stays one line, and no value can pass for another field.
 */
export function formatLogfmt(fields: Readonly<Record<string, unknown>>): string {
  const rest = Object.keys(fields).filter((key) => !(FIRST as readonly string[]).includes(key));
  return [...FIRST, ...rest]
    .filter((key) => fields[key] !== undefined)
    .map((key) => `${safeKey(key)}=${logfmtValue(fields[key])}`)
    .join(' ');
}

/** Writes unsafe characters as `\n` or `\u001b`, which JSON and logfmt both read as escapes within quotes. */
export function escapeUnsafe(text: string): string {
  return text.replaceAll(UNSAFE, (character) => SHORT_ESCAPES[character] ?? codeUnits(character));
}

function logfmtValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  if (BARE_VALUE.test(text)) return text;
  return `"${escapeUnsafe(text.replaceAll(/["\\]/g, '\\$&'))}"`;
}

function safeKey(key: string): string {
  return key.replaceAll(/[^\w.-]/g, '_') || '_';
}

function codeUnits(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
