import { describe, expect, test } from 'vitest';
import { RECORD_CLASSES } from '../../../src/loadgen/wire/record-classes.ts';
import { typeName, typeNumber } from '../../../src/loadgen/wire/record-types.ts';

describe('numbers of types', () => {
  test.each([
    ['A', 1],
    ['a', 1],
    ['AAAA', 28],
    ['aaaa', 28],
    ['NSAP-PTR', 23],
    ['nsap-ptr', 23],
    ['X25', 19],
    ['A6', 38],
    ['DS', 43],
    ['DNSKEY', 48],
    ['LOC', 29],
    ['SVCB', 64],
    ['Https', 65],
    ['NXNAME', 128],
    ['*', 255],
    ['any', 255],
    ['CAA', 257],
    ['DLV', 32769],
    ['TYPE0', 0],
    ['type1', 1],
    ['TYPE065', 65],
    ['TYPE65535', 65535],
  ])('%s is %i', (mnemonic, type) => {
    expect(typeNumber(mnemonic)).toBe(type);
  });

  test.each([
    '',
    'AA',
    'AAAAA',
    'TYPE',
    'TYPE65536',
    'TYPE99999999999999999999',
    'TYPE-1',
    'TYPE1x',
    'TYPEA',
    'IN',
    'É',
    'NSAP\rPTR',
    // Differs from X25 in the case bit of digits only.
    'X\u0012\u0015',
    '\n',
  ])('%j is no type', (text) => {
    expect(typeNumber(text)).toBeUndefined();
  });
});

test.each([
  [1, 'A'],
  [255, 'ANY'],
  [65, 'HTTPS'],
  [0, 'TYPE0'],
  [54, 'TYPE54'],
  [65280, 'TYPE65280'],
])('type %i is called %s', (type, name) => {
  expect(typeName(type)).toBe(name);
});

test('every type number goes to its name and back', () => {
  const changed = Array.from({ length: 65_536 }, (_, type) => type).filter(
    (type) => typeNumber(typeName(type)) !== type,
  );
  expect(changed).toEqual([]);
});

test.each([
  ['in', 1],
  ['CH', 3],
  ['HS', 4],
  ['NONE', 254],
  ['CLASS255', 255],
  ['class65535', 65535],
  ['ANY', -1],
  ['CLASS', -1],
  ['CLASS65536', -1],
])('class %s is %i', (text, number) => {
  expect(RECORD_CLASSES.number(text)).toBe(number);
});
