import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromJson, ResultFileError, resultJsonSchema, toJson } from '../../../src/loadgen/result/json.ts';
import type { RunResult } from '../../../src/loadgen/result/run-result.ts';
import { PLAIN_INTERVAL, PLAIN_RESULT, plainResult } from '../support/plain-result.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const SCHEMA = join(import.meta.dirname, '..', '..', '..', 'schema', 'dnsbench-result.schema.json');

/** A result with every field that there is. */
const FULL: RunResult = plainResult({
  intendedLatency: PLAIN_RESULT.latency,
  latencyByRcode: { NOERROR: PLAIN_RESULT.latency, other: PLAIN_RESULT.latency },
  intervals: [PLAIN_INTERVAL],
  workers: [
    {
      worker: 1,
      host: 'lab1.example',
      sent: 3,
      answeredInWindow: 3,
      timedOut: 0,
      qps: 2_191.380_57,
      cpuRatio: 0.5,
      runQueueWaitRatio: 0.01,
    },
  ],
  connections: {
    tried: 2,
    made: 1,
    lost: 1,
    latency: { count: 1, minSeconds: 1, meanSeconds: 1, standardDeviationSeconds: 0, maxSeconds: 1 },
  },
  kernel: { udpInErrors: 1, udpReceiveBufferErrors: 2, udpSendBufferErrors: 3 },
  clientLimits: [{ kind: 'cpu', text: 'client limited: CPU 99 % of worker 1' }],
  warnings: ['äöü "quoted"\nand a second line'],
  countedBy: { what: 'answer', counts: [['192.0.2.7', 3]], others: 0 },
  mismatches: ['a.example A: NXDOMAIN'],
  findMax: { qps: 10, steps: [{ qps: 10, lossRatio: 0, sentRatio: 1, good: true }] },
  settings: { durationSeconds: 1.5, runs: 2, load: { kind: 'find-max', fromQps: 1, maxLossRatio: 0.1 } },
});

test.each([
  ['every field', FULL],
  ['none that may be left out', PLAIN_RESULT],
])('a result with %s is the same after writing and reading', (_, result) => {
  const text = toJson(result);
  expect(text.split('\n')).toEqual([expect.stringMatching(/^\{"version":1,.*\}$/), '']);
  expect(fromJson(text, 'run.json')).toEqual(result);
});

test('fields of which this version does not know are passed over', () => {
  const text = JSON.stringify({
    ...PLAIN_RESULT,
    mood: 'good',
    totals: { ...PLAIN_RESULT.totals, sighs: 3 },
  });
  expect(fromJson(text, 'run.json')).toEqual(PLAIN_RESULT);
});

test('a byte order mark is no part of the document', () => {
  expect(fromJson(`\uFEFF${toJson(PLAIN_RESULT)}`, 'run.json')).toEqual(PLAIN_RESULT);
});

const NO_RESULT = 'run.json: is not a result that dnsbench --json has written: ';

test.each([
  ['', 'run.json: is empty; dnsbench --json writes a result'],
  [' \n', 'run.json: is empty; dnsbench --json writes a result'],
  ['Statistics:\n\n  Queries sent: 3\n', `${NO_RESULT}it is no JSON document`],
  [toJson(PLAIN_RESULT).slice(0, 200), `${NO_RESULT}it is no JSON document`],
  [toJson(PLAIN_RESULT).repeat(2), `${NO_RESULT}it is no JSON document`],
  ['null', `${NO_RESULT}it has no version`],
  ['[1]', `${NO_RESULT}it has no version`],
  ['{"runid":"1","type":"header"}', `${NO_RESULT}it has no version`],
  [
    '{"version":2}',
    'run.json: has version 2 of the format, and this dnsbench reads up to 1; a newer dnsbench reads it',
  ],
  ['{"version":1,"tool":{"name":"vegeta"}}', `${NO_RESULT}tool.name: expected "dnsbench" (and 22 more)`],
])('refuses %j', (text, message) => {
  expect(() => fromJson(text, 'run.json')).toThrow(new ResultFileError(message));
});

test.each<[string, unknown, string]>([
  ['version', '1', 'version: expected 1'],
  ['runId', undefined, 'runId is missing; it should be of type string'],
  ['qps', '30000', 'qps: expected number, received string'],
  ['qps', -1, 'qps: too small: expected number to be >=0'],
  ['hosts', [], 'hosts: too small: expected array to have >=1 items'],
  ['totals', { ...PLAIN_RESULT.totals, sent: 1.5 }, 'totals.sent: expected int, received number'],
  ['rcodes', { NOPE: 1 }, 'rcodes.NOPE is not the name of a response code'],
  [
    'rcodes',
    { ['line\n'.repeat(20)]: 1 },
    `rcodes."${'line\\n'.repeat(8)}" is not the name of a response code`,
  ],
  [
    'latency',
    { ...PLAIN_RESULT.latency, buckets: [[0, 512, 1], [1]] },
    'latency.buckets[1]: too small: expected array to have >=3 items',
  ],
  ['endedBy', 'boredom', 'endedBy: expected one of "time-limit"|"end-of-input"|"found-max"|"interrupted"'],
])('names the field %s that is %j', (key, value, finding) => {
  const text = JSON.stringify({ ...PLAIN_RESULT, [key]: value });
  expect(() => fromJson(text, 'run.json')).toThrow(new ResultFileError(`${NO_RESULT}${finding}`));
});

test('any JSON is read or refused in one line', () => {
  const leaf = fc.oneof(fc.jsonValue(), fc.constant({ __proto__: null }));
  const documents = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.constantFrom(...Object.keys(FULL)), leaf)
      .map(([key, value]) => JSON.stringify({ ...FULL, [key]: value })),
  );
  fc.assert(
    fc.property(documents, (text) => {
      try {
        expect(fromJson(text, 'run.json').version).toBe(1);
      } catch (error) {
        if (!(error instanceof ResultFileError)) throw error;
        expect(error.message).toMatch(/^run\.json: [^\n]+$/);
      }
    }),
    { numRuns: RUNS },
  );
});

test('the schema that is shipped is the one that results are checked with (npm run docs)', () => {
  expect(JSON.parse(readFileSync(SCHEMA, 'utf8'))).toEqual(resultJsonSchema());
});

test('the schema requires what cannot be left out, and allows more', () => {
  expect(resultJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Result of dnsbench',
    properties: { version: { const: 1 }, lossRatio: { type: 'number', minimum: 0 } },
    required: expect.arrayContaining(['version', 'totals', 'latency', 'settings']),
  });
  expect(JSON.stringify(resultJsonSchema())).not.toContain('"additionalProperties":false');
});
