import { expect, test } from 'vitest';
import { encodeOptRecord } from '../../../src/loadgen/shaping/opt-record.ts';

test.each([
  ['without options', 1232, false, [], '000029 04d0 00000000 0000'],
  ['with DO', 4096, true, [], '000029 1000 00008000 0000'],
  ['with an option without data', 1232, false, [{ code: 3, data: '' }], '000029 04d0 00000000 0004 00030000'],
  [
    'with two options in their order',
    512,
    true,
    [
      { code: 65001, data: 'c0ffee' },
      { code: 12, data: '0000' },
    ],
    '000029 0200 00008000 000d fde90003c0ffee 000c00020000',
  ],
])('OPT record %s', (_what, udpSizeBytes, dnssecOk, options, expected) => {
  const record = encodeOptRecord(
    udpSizeBytes,
    dnssecOk,
    options.map(({ code, data }) => ({ code, data: Buffer.from(data, 'hex') })),
  );
  expect(Buffer.from(record).toString('hex')).toBe(expected.replaceAll(' ', ''));
});
