import { expect, test } from 'vitest';
import { atPointer } from '../../../src/scenario/observe/json-pointer.ts';

// The examples of RFC 6901 §5.
const DOCUMENT = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, ' ': 7 };

test.each([
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/m~0n', 8],
  ['/ ', 7],
  ['/foo/2', undefined],
  ['/foo/0/length', undefined],
  ['/constructor', undefined],
])('%j leads to %j', (pointer, value) => {
  expect(atPointer(DOCUMENT, pointer)).toBe(value);
});
