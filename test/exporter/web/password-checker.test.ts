import bcrypt from 'bcryptjs';
import { describe, expect, test, vi } from 'vitest';
import { createPasswordChecker } from '../../../src/exporter/web/password-checker.ts';

// Cost 4, the least: these tests are about what happens around bcrypt.
const ANNA = bcrypt.hashSync('correct horse', 4);
const BERT = bcrypt.hashSync('battery staple', 4);
const USERS = new Map([
  ['anna', ANNA],
  ['bert', BERT],
]);

test.each([
  ['anna', 'correct horse', 'right'],
  ['bert', 'battery staple', 'right'],
  ['anna', 'battery staple', 'wrong'],
  ['anna', '', 'wrong'],
  ['', 'correct horse', 'wrong'],
  ['Anna', 'correct horse', 'wrong'],
  ['carl', 'correct horse', 'wrong'],
  ['__proto__', 'correct horse', 'wrong'],
])('%j with %j is %s', async (username, password, expected) => {
  const checker = createPasswordChecker({ users: () => USERS });
  expect(await checker.check(username, password, 'a')).toBe(expected);
});

test.each(['$2a$', '$2b$', '$2y$'])('hashes that begin with %s are understood', async (prefix) => {
  const users = new Map([['anna', prefix + ANNA.slice(4)]]);
  expect(await createPasswordChecker({ users: () => users }).check('anna', 'correct horse', 'a')).toBe(
    'right',
  );
});

test('a pair that was right is not computed again, a wrong one is', async () => {
  const compare = vi.fn((password: string, hash: string) => bcrypt.compare(password, hash));
  const checker = createPasswordChecker({ users: () => USERS, compare });
  for (let time = 0; time < 3; time += 1) await checker.check('anna', 'correct horse', 'a');
  expect(compare).toHaveBeenCalledTimes(1);
  for (let time = 0; time < 3; time += 1) await checker.check('anna', 'wrong', 'a');
  expect(compare).toHaveBeenCalledTimes(4);
});

test('a changed hash makes a remembered pair worthless', async () => {
  let users = USERS;
  const checker = createPasswordChecker({ users: () => users });
  expect(await checker.check('anna', 'correct horse', 'a')).toBe('right');
  users = new Map([['anna', BERT]]);
  expect(await checker.check('anna', 'correct horse', 'a')).toBe('wrong');
  expect(await checker.check('anna', 'battery staple', 'a')).toBe('right');
});

test('an unknown user costs a comparison too, always with the same hash', async () => {
  const compare = vi.fn((_password: string, _hash: string) => Promise.resolve(true));
  const checker = createPasswordChecker({ users: () => USERS, compare });
  expect(await checker.check('carl', 'first', 'a')).toBe('wrong');
  expect(await checker.check('carl', 'second', 'a')).toBe('wrong');
  const hashes = new Set(compare.mock.calls.map(([, hash]) => hash));
  expect(hashes.size).toBe(1);
  expect([ANNA, BERT]).toContain([...hashes][0]);
});

test('a hash that bcrypt does not understand rejects, and what comes next is checked', async () => {
  const users = new Map([...USERS, ['broken', 'x']]);
  const checker = createPasswordChecker({
    users: () => users,
    compare: (password, hash) =>
      hash === 'x' ? Promise.reject(new Error('not a hash')) : bcrypt.compare(password, hash),
  });
  await expect(checker.check('broken', 'x', 'a')).rejects.toThrow('not a hash');
  expect(await checker.check('anna', 'correct horse', 'a')).toBe('right');
});

describe('a flood of wrong passwords', () => {
  /** Comparisons that end when the test says so. */
  function held() {
    const waiting: ((right: boolean) => void)[] = [];
    const compare = vi.fn(() => new Promise<boolean>((resolve) => waiting.push(resolve)));
    return { compare, answerNext: (right: boolean) => waiting.shift()?.(right) };
  }

  test('passes through bcrypt one after the other', async () => {
    const { compare, answerNext } = held();
    const checker = createPasswordChecker({ users: () => USERS, compare });
    const verdicts = ['a', 'b', 'c'].map((client) => checker.check('anna', client, client));
    for (let turn = 1; turn <= 3; turn += 1) {
      await vi.waitFor(() => expect(compare).toHaveBeenCalledTimes(turn));
      answerNext(false);
    }
    expect(await Promise.all(verdicts)).toEqual(['wrong', 'wrong', 'wrong']);
  });

  test('of one client does not queue more than 4, of all not more than 16', async () => {
    const { compare } = held();
    const checker = createPasswordChecker({ users: () => USERS, compare });
    for (let index = 0; index < 4; index += 1) void checker.check('anna', `one ${index}`, 'one');
    expect(await checker.check('anna', 'one more', 'one')).toBe('busy');
    for (let index = 0; index < 12; index += 1)
      void checker.check('anna', `many ${index}`, `client ${index}`);
    expect(await checker.check('anna', 'one more', 'new client')).toBe('busy');
  });

  test('does not keep out a pair that was right before, nor one that is being checked', async () => {
    const { compare, answerNext } = held();
    const checker = createPasswordChecker({ users: () => USERS, compare });
    const first = checker.check('anna', 'correct horse', 'prometheus');
    const same = checker.check('anna', 'correct horse', 'prometheus');
    await vi.waitFor(() => expect(compare).toHaveBeenCalledTimes(1));
    answerNext(true);
    expect(await Promise.all([first, same])).toEqual(['right', 'right']);
    for (let index = 0; index < 16; index += 1) void checker.check('anna', `${index}`, `client ${index}`);
    expect(await checker.check('anna', 'correct horse', 'prometheus')).toBe('right');
  });

  test('makes bcrypt rest after each, while the answer does not wait', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const compare = vi.fn((password: string) => {
        if (password === 'first') vi.advanceTimersByTime(60);
        return Promise.resolve(false);
      });
      const checker = createPasswordChecker({ users: () => USERS, compare });
      expect(await checker.check('anna', 'first', 'a')).toBe('wrong');
      const second = checker.check('anna', 'second', 'a');
      await new Promise((resolve) => setImmediate(resolve));
      expect(compare).toHaveBeenCalledTimes(1);
      expect(await second).toBe('wrong');
    } finally {
      vi.useRealTimers();
    }
  });
});
