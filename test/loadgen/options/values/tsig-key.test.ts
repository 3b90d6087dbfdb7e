import { expect, test } from 'vitest';
import { parseTsigFile } from '../../../../src/loadgen/options/values/tsig-key.ts';

const KEY = { keyName: 'k.example', secret: new TextEncoder().encode('secret') };

test.each([
  ['k.example:c2VjcmV0', KEY],
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
  'k:c2VjcmV0\nl:c2VjcmV0',
])('%j holds no key', (text) => {
  expect(parseTsigFile(text)).toBeUndefined();
});
