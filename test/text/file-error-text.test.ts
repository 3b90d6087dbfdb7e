import { expect, test } from 'vitest';
import { fileErrorText } from '../../src/text/file-error-text.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: says the system, open '/x'`), { code });
}

test.each([
  [systemError('ENOENT'), 'a$&b does not exist'],
  [systemError('ENOTDIR'), 'a$&b does not exist: a part of its path is no directory'],
  [systemError('EACCES'), 'a$&b may not be read by this user'],
  [systemError('EISDIR'), 'a$&b is a directory, not a file'],
  [systemError('EIO'), "a$&b cannot be read: EIO: says the system, open '/x'"],
  [new Error('broken\nin two'), 'a$&b cannot be read: broken'],
  ['thrown', 'a$&b cannot be read: thrown'],
])('%s', (error, text) => {
  expect(fileErrorText(error, 'a$&b')).toBe(text);
});
