import { expect, test } from 'vitest';
import { editsBetween } from '../../src/text/edits-between.ts';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['socket', 'socket', 0],
  ['sokcet', 'socket', 1],
  ['sockt', 'socket', 1],
  ['sockets', 'socket', 1],
  ['sacket', 'socket', 1],
  ['timeout', 'outtime', 6],
])('%s to %s: %i', (a, b, edits) => {
  expect(editsBetween(a, b)).toBe(edits);
  expect(editsBetween(b, a)).toBe(edits);
});
