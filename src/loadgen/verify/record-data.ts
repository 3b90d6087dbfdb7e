import type { Answer } from 'dns-packet';
import { FIELDS, type FieldKind } from './data-field.ts';

/** A field of a type's data: its kind, and dns-packet's name for it where the data has several. */
type FieldOfType = readonly [kind: FieldKind, property?: string];

/** Fields of a record's data in the order that zone files have them, of the types that can be written so. */
const TYPES: Readonly<Record<string, readonly FieldOfType[]>> = {
  A: [['ipv4']],
  AAAA: [['ipv6']],
  CNAME: [['name']],
  DNAME: [['name']],
  NS: [['name']],
  PTR: [['name']],
  TXT: [['text']],
  HINFO: [
    ['text', 'cpu'],
    ['text', 'os'],
  ],
  MX: [
    ['number', 'preference'],
    ['name', 'exchange'],
  ],
  RP: [
    ['name', 'mbox'],
    ['name', 'txt'],
  ],
  SRV: [
    ['number', 'priority'],
    ['number', 'weight'],
    ['number', 'port'],
    ['name', 'target'],
  ],
  SOA: [
    ['name', 'mname'],
    ['name', 'rname'],
    ['number', 'serial'],
    ['number', 'refresh'],
    ['number', 'retry'],
    ['number', 'expire'],
    ['number', 'minimum'],
  ],
  CAA: [
    ['number', 'flags'],
    ['text', 'tag'],
    ['text', 'value'],
  ],
  DS: [
    ['number', 'keyTag'],
    ['number', 'algorithm'],
    ['number', 'digestType'],
    ['hex', 'digest'],
  ],
  SSHFP: [
    ['number', 'algorithm'],
    ['number', 'hash'],
    ['hex', 'fingerprint'],
  ],
  TLSA: [
    ['number', 'usage'],
    ['number', 'selector'],
    ['number', 'matchingType'],
    ['hex', 'certificate'],
  ],
  NAPTR: [
    ['number', 'order'],
    ['number', 'preference'],
    ['text', 'flags'],
    ['text', 'services'],
    ['text', 'regexp'],
    ['name', 'replacement'],
  ],
};

/** Kinds of the fields of a type's data; undefined for types whose data is written as RFC 3597 §5 says. */
export function fieldsOf(type: string): readonly FieldKind[] | undefined {
  return typeFields(type)?.map(([kind]) => kind);
}

/** Data as a zone file has it, such as `10 mail.abc.local.`; undefined for types that have no such form here. */
export function dataText(answer: Answer): string | undefined {
  const fields = typeFields(answer.type);
  if (fields === undefined || !('data' in answer)) return undefined;
  const data: unknown = answer.data;
  return fields
    .map(([kind, property]) => FIELDS[kind].show(property === undefined ? data : part(data, property)))
    .join(' ');
}

/** Data of any type, `\# 4 c0a8010b` (RFC 3597 §5). */
export function genericDataText(octets: Uint8Array): string {
  const hex = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
  return `\\# ${octets.length} ${hex}`.trimEnd();
}

function typeFields(type: string): readonly FieldOfType[] | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

function part(data: unknown, property: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, property) : undefined;
}
