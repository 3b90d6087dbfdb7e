import { expect, test } from 'vitest';
import {
  createExpectationLookup,
  findExpectationProblems,
} from '../../../src/loadgen/verify/expectation-lookup.ts';
import { parseExpectationsFile } from '../../../src/loadgen/verify/expectations-file.ts';
import { QUESTION } from '../support/answers.ts';
import { octets } from '../support/octets.ts';
import { poolOf } from '../support/pool.ts';

const MX = octets('0377777703616263056c6f63616c00 000f 0001');
const FTP = octets('0366747003616263056c6f63616c00 0001 0001');
const POOL = poolOf(QUESTION, MX, FTP, octets('ff'));
const FILE = parseExpectationsFile('www.abc.local A = empty\nFTP.abc.local A = NXDOMAIN\n', 'e').expectations;

test("a query's own line holds before the file", () => {
  const lookup = createExpectationLookup({
    pool: POOL,
    lines: { texts: ['192.168.1.11', '10 mx.x.'], of: Uint32Array.of(1, 2, 0, 0) },
    file: FILE,
  });
  expect([0, 1, 2, 3].map((query) => lookup(query)?.text)).toEqual([
    '192.168.1.11',
    '10 mx.x.',
    'NXDOMAIN',
    undefined,
  ]);
});

test('with nothing given, nothing is expected', () => {
  const lookup = createExpectationLookup({ pool: POOL });
  expect([0, 1, 2, 3].map((query) => lookup(query))).toEqual([undefined, undefined, undefined, undefined]);
});

test('a text is parsed for the type of its query, and told once a type where it is wrong', () => {
  const sources = { pool: POOL, lines: { texts: ['1.2.3.4', 'NOEROR'], of: Uint32Array.of(1, 1, 2, 1) } };
  const problems = findExpectationProblems(sources);
  expect(problems.total).toBe(3);
  expect(problems.first).toEqual([
    'www.abc.local MX: "1.2.3.4" is no response code, no flag and no data of MX, which is like 10 www.abc.local.',
    'ftp.abc.local A: "NOEROR" is no response code, no flag and no data of A, which is like 192.168.1.11',
    '(no question): "1.2.3.4" is no response code or flag, and data of TYPE65280 is written as \\# 4 c0a8010b',
  ]);
  const lookup = createExpectationLookup(sources);
  expect([0, 1].map((query) => lookup(query)?.text)).toEqual(['1.2.3.4', undefined]);
});

test('a wrong text of many queries is told once', () => {
  const pool = poolOf(...Array.from({ length: 100 }, () => QUESTION));
  const lines = { texts: ['NOEROR'], of: new Uint32Array(100).fill(1) };
  expect(findExpectationProblems({ pool, lines })).toMatchObject({
    total: 1,
    first: [
      'www.abc.local A: "NOEROR" is no response code, no flag and no data of A, which is like 192.168.1.11',
    ],
  });
});

test('all wrong texts are counted, the first ten told', () => {
  const pool = poolOf(...Array.from({ length: 100 }, () => QUESTION));
  const texts = Array.from({ length: 100 }, (_, n) => `wrong${n}`);
  const problems = findExpectationProblems({
    pool,
    lines: { texts, of: new Uint32Array(100).map((_, n) => n + 1) },
  });
  expect(problems.total).toBe(100);
  expect(problems.first).toHaveLength(10);
});
