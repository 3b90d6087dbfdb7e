/** Numbers and their mnemonics, looked up by number, by text, and by bytes without a string made of them. */
export class MnemonicTable {
  readonly #names = new Map<number, string>();
  readonly #byHash = new Map<number, { readonly mnemonic: string; readonly value: number }[]>();
  readonly #generic: string;

  /**
   * @param entries where several name one number, the first is what it is called
   * @param generic what stands before the number of one without a mnemonic (RFC 3597 §5): `TYPE` or `CLASS`
   */
  constructor(entries: readonly (readonly [mnemonic: string, value: number])[], generic: string) {
    this.#generic = generic;
    for (const [mnemonic, value] of entries) {
      const bytes = Buffer.from(mnemonic, 'latin1');
      const hash = hashOf(bytes, 0, bytes.length);
      this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), { mnemonic, value }]);
      if (!this.#names.has(value)) this.#names.set(value, mnemonic);
    }
  }

  /** The mnemonic, or the generic form. */
  name(value: number): string {
    return this.#names.get(value) ?? `${this.#generic}${value}`;
  }

  /** The number of a mnemonic in any case, or of the generic form; -1: it is neither. */
  find(bytes: Uint8Array, start: number, end: number): number {
    for (const { mnemonic, value } of this.#byHash.get(hashOf(bytes, start, end)) ?? NONE) {
      if (equalsFolded(bytes, start, end, mnemonic)) return value;
    }
    return genericNumber(bytes, start, end, this.#generic);
  }

  /** As `find`. */
  number(text: string): number {
    const bytes = Buffer.from(text);
    return this.find(bytes, 0, bytes.length);
  }
}

const NONE: readonly { readonly mnemonic: string; readonly value: number }[] = [];

/** Longer ones are no mnemonic, whatever they begin with. */
const HASHED_BYTES = 16;

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const stop = Math.min(end, start + HASHED_BYTES);
  let hash = end - start;
  // 0xdf takes the case bit off letters; what it does to other bytes, equalsFolded undoes.
  for (let at = start; at < stop; at += 1) hash = (Math.imul(hash, 31) + ((bytes[at] ?? 0) & 0xdf)) | 0;
  return hash;
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

function equalsFolded(bytes: Uint8Array, start: number, end: number, mnemonic: string): boolean {
  if (end - start !== mnemonic.length) return false;
  for (let index = 0; index < mnemonic.length; index += 1) {
    if (upper(bytes[start + index] ?? 0) !== mnemonic.charCodeAt(index)) return false;
  }
  return true;
}

function genericNumber(bytes: Uint8Array, start: number, end: number, generic: string): number {
  const digits = start + generic.length;
  if (digits >= end || !equalsFolded(bytes, start, digits, generic)) return -1;
  let value = 0;
  for (let at = digits; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
    if (value > 0xffff) return -1;
  }
  return value;
}
