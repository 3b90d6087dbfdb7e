import { escapeUnsafe } from '../text/escape-unsafe.ts';

/** Fields that every line has, in the order in which Prometheus' own programs write them. */
const FIRST = ['time', 'level', 'msg'] as const;

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

function logfmtValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  if (BARE_VALUE.test(text)) return text;
  return `"${escapeUnsafe(text.replaceAll(/["\\]/g, '\\$&'))}"`;
}

function safeKey(key: string): string {
  return key.replaceAll(/[^\w.-]/g, '_') || '_';
}
