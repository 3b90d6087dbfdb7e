const MEBIBYTE = 1024 * 1024;

/** A size for people: `64 MiB` where it is a whole number of them, else `1000 bytes`. */
export function sizeText(bytes: number): string {
  return bytes > 0 && bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`;
}
