import { expect, test } from 'vitest';
import { formatSize, parseSize } from '../../../../src/exporter/config/text/size.ts';

test.each([
  ['0B', 0],
  ['1000B', 1000],
  ['1KiB', 1024],
  ['64MiB', 67_108_864],
  ['2GiB', 2_147_483_648],
])('%s is %d bytes, and written so', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
  expect(formatSize(bytes)).toBe(text);
});

test.each(['', '64', 'MiB', '64MB', '64M', '1.5GiB', '-1B', '64 MiB', '64mib', '9999999999999999GiB'])(
  '%j is no size',
  (text) => {
    expect(parseSize(text)).toBeUndefined();
  },
);
