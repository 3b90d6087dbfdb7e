import { escapeUnsafe } from '../../text/escape-unsafe.ts';

const LONGEST_SHOWN = 100;

/** Text of a request as it may stand in an answer: cut, and with nothing invisible in it. */
export function quoted(text: string): string {
  return escapeUnsafe(
    JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text),
  );
}
