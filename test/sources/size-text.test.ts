import { expect, test } from 'vitest';
import { sizeText } from '../../src/sources/size-text.ts';

test.each([
  [0, '0 bytes'],
  [1000, '1000 bytes'],
  [65_536, '65536 bytes'],
  [1_048_576, '1 MiB'],
  [1_572_864, '1572864 bytes'],
  [67_108_864, '64 MiB'],
])('%i bytes', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
