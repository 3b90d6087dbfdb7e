import { expect, test } from 'vitest';
import { parseTsigFile } from '../../../../src/loadgen/options/values/tsig-key.ts';

/** 253 octets of text are 255 on the wire. */
const LONGEST_NAME = `${`${'k'.repeat(63)}.`.repeat(3)}${'k'.repeat(61)}`;
const KEY = { keyName: 'k.example', secret: new TextEncoder().encode('secret') };

test.each([
  ['k.example:c2VjcmV0', KEY],
  [`${LONGEST_NAME}:c2VjcmV0`, { ...KEY, keyName: LONGEST_NAME }],
  ['key k.example {secret c2VjcmV0;};', KEY],
  [
    '// by hand\nkey "k.example" {\n secret "c2VjcmV0"; algorithm hmac-sha1;\n};',
    { ...KEY, algorithm: 'hmac-sha1' },
  ],
])('%j', (text, key) => {
  expect(parseTsigFile(text)).toEqual(key);
});

test.each([
  '',
  'key',
  'key "k" { };',
  'key "k" { algorithm hmac-sha256; };',
  'key "k" { algorithm rot13; secret c2VjcmV0; };',
  'key "k" { secret c2VjcmV; };',
  `key "${'k'.repeat(64)}" { secret c2VjcmV0; };`,
  `${LONGEST_NAME}k:c2VjcmV0`,
  'k..l:c2VjcmV0',
  'k:c2VjcmV0\nl:c2VjcmV0',
])('%j holds no key', (text) => {
  expect(parseTsigFile(text)).toBeUndefined();
});
