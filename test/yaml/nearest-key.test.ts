import { expect, test } from 'vitest';
import { nearestKey } from '../../src/yaml/nearest-key.ts';

const KEYS = ['name', 'url', 'socket', 'username', 'password', 'password_file', 'timeout', 'max_bytes'];

test.each([
  ['usrname', 'username'],
  ['suername', 'username'],
  ['Timeout', 'timeout'],
  ['timeouts', 'timeout'],
  ['maxBytes', 'max_bytes'],
  ['max-bytes', 'max_bytes'],
  ['uri', 'url'],
  ['pass', 'password'],
  ['socket_path', 'socket'],
  ['bytes', 'max_bytes'],
])('%s is probably %s', (written, expected) => {
  expect(nearestKey(written, KEYS)).toBe(expected);
});

test.each(['', 'x', 'ssl', 'interval', 'n'.repeat(100_000)])('%.20s is near none', (written) => {
  expect(nearestKey(written, KEYS)).toBeUndefined();
});
