import { isIP, SocketAddress } from 'node:net';
import { wireName } from '../wire/wire-name.ts';

/** Kinds of fields that the data of records is made of. */
export type FieldKind = 'ipv4' | 'ipv6' | 'name' | 'number' | 'text' | 'hex';

/** One kind of field, read from both sides into the same spelling, so that equal data is equal text. */
interface Field {
  /** @returns undefined for a word that is no such field */
  readonly parse: (word: string) => string | undefined;
  /** @param value as dns-packet decodes it */
  readonly show: (value: unknown) => string;
  /** What a right word looks like. */
  readonly example: string;
}

/** How each kind of field is read, shown and told. */
export const FIELDS: Readonly<Record<FieldKind, Field>> = {
  ipv4: { parse: (word) => (isIP(word) === 4 ? word : undefined), show: String, example: '192.168.1.11' },
  ipv6: {
    parse: (word) => (isIP(word) === 6 && !word.includes('%') ? canonicalIpv6(word) : undefined),
    show: (value) => canonicalIpv6(String(value)),
    example: '2001:db8::11',
  },
  name: { parse: parseName, show: (value) => canonicalName(String(value)), example: 'www.abc.local.' },
  number: {
    parse: (word) => (/^\d{1,10}$/.test(word) ? String(Number(word)) : undefined),
    show: String,
    example: '10',
  },
  text: { parse: quote, show: (value) => quote(joinStrings(value)), example: '"v=spf1 -all"' },
  hex: {
    parse: (word) => (/^([0-9a-f]{2})+$/i.test(word) ? word.toLowerCase() : undefined),
    show: (value) => (Buffer.isBuffer(value) ? value.toString('hex') : String(value).toLowerCase()),
    example: '2bb183af',
  },
};

/**
 * A name as dns-packet decodes it, in lower case, for names are equal in any (RFC 4343), with a dot at its end. dns-packet
 * marks dots within the labels of a mailbox alone.
 */
export function canonicalName(name: string): string {
  const bare = name.toLowerCase().replaceAll('\\.', '.');
  return bare.endsWith('.') ? bare : `${bare}.`;
}

function parseName(word: string): string | undefined {
  const name = wireName(word);
  return typeof name === 'string' ? undefined : canonicalName(labelsOf(name).join('.'));
}

/** Labels as dns-packet decodes them. */
function labelsOf(name: Uint8Array): string[] {
  const labels: string[] = [];
  for (let at = 0; (name[at] ?? 0) > 0; ) {
    const end = at + 1 + (name[at] ?? 0);
    labels.push(Buffer.from(name.subarray(at + 1, end)).toString('utf8'));
    at = end;
  }
  return labels;
}

/** Printable, on one line, however the text came. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

function canonicalIpv6(address: string): string {
  return new SocketAddress({ address, family: 'ipv6' }).address;
}

/** The strings of a TXT record are one text in pieces of at most 255 octets, as RFC 7208 §3.3 reads them. */
function joinStrings(value: unknown): string {
  return (Array.isArray(value) ? value : [value])
    .map((part: unknown) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)))
    .join('');
}
