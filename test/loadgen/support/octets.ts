/** Bytes written as hexadecimal digits, with spaces wherever they help. */
export function octets(hex: string): Buffer {
  const digits = hex.replaceAll(/\s/g, '');
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new Error(`not pairs of hexadecimal digits: ${hex}`);
  return Buffer.from(digits, 'hex');
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** A number as that many octets. */
export function hexNumber(value: number, bytes: number): string {
  return value.toString(16).padStart(bytes * 2, '0');
}
