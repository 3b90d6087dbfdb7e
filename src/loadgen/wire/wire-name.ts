import { MAX_NAME_BYTES } from './constants.ts';
import { encodeName } from './encode-name.ts';

/** encodeName() writes 1,020 characters of text and two octets at most before it knows how long a name is. */
const room = new Uint8Array(1022);

/** A name on the wire, or in words why the text is none. */
export function wireName(text: string): Uint8Array | string {
  const bytes = Buffer.from(text);
  const end = encodeName(bytes, 0, bytes.length, room, 0, MAX_NAME_BYTES);
  return typeof end === 'number' ? room.slice(0, end) : end.why();
}
