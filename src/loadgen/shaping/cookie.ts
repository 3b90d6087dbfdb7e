import { NOT_FOUND, optionAt, uint16At } from '../wire/message-scan.ts';

/** RFC 7873 §4. */
export const COOKIE_OPTION = 10;
const CLIENT_BYTES = 8;
const MIN_SERVER_BYTES = 8;
/** Client and server cookie together. */
export const MAX_COOKIE_BYTES = CLIENT_BYTES + 32;

/** A client's side of DNS cookies with one server (RFC 7873). */
export interface Cookie {
  /** Data of the option: the client cookie, and the server's once it is known. */
  readonly data: Uint8Array;
  /**
   * Takes the server cookie from an answer. One whose client cookie is not ours is somebody else's doing and is left
   * alone (RFC 7873 §5.3). Servers renew theirs, so a later one replaces an earlier one.
   *
   * @returns whether `data` is another one now
   */
  learn(answer: Uint8Array): boolean;
}

/** @param randomBytes where the 64 bits of the client cookie come from */
export function createCookie(randomBytes: (size: number) => Uint8Array): Cookie {
  const room = new Uint8Array(MAX_COOKIE_BYTES);
  room.set(randomBytes(CLIENT_BYTES).subarray(0, CLIENT_BYTES));
  let length = CLIENT_BYTES;
  return {
    get data() {
      return room.subarray(0, length);
    },
    learn(answer) {
      const at = optionAt(answer, COOKIE_OPTION);
      if (at === NOT_FOUND) return false;
      const answered = uint16At(answer, at - 2);
      if (answered < CLIENT_BYTES + MIN_SERVER_BYTES || answered > MAX_COOKIE_BYTES) return false;
      if (!sameBytes(answer, at, room, 0, CLIENT_BYTES)) return false;
      if (answered === length && sameBytes(answer, at, room, 0, length)) return false;
      for (let i = CLIENT_BYTES; i < answered; i += 1) room[i] = answer[at + i] ?? 0;
      length = answered;
      return true;
    },
  };
}

function sameBytes(
  one: Uint8Array,
  from: number,
  other: Uint8Array,
  otherFrom: number,
  count: number,
): boolean {
  for (let i = 0; i < count; i += 1) if (one[from + i] !== other[otherFrom + i]) return false;
  return true;
}
