import { describe, expect, test } from 'vitest';
import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';
import { engineBench, questionOf, START_US, stage } from '../support/engine-bench.ts';
import { poolOf } from '../support/pool.ts';

const POOL = poolOf(questionOf('www.abc.local'), questionOf('mail.abc.local'));
/** An OPT record with an extended rcode of 1: BADVERS (16) and above (RFC 6891 §6.1.3). */
const OPT = Uint8Array.of(0, 0, 41, 0x04, 0xd0, 1, 0, 0, 0, 0, 0);

function bench(options: Omit<Parameters<typeof engineBench>[0], 'pool'> = {}) {
  return engineBench({ pool: POOL, runs: 100, ...options });
}

/** A copy with other bytes at some offsets. */
function changed(message: Uint8Array, bytes: Readonly<Record<number, number>>): Uint8Array {
  const copy = message.slice();
  for (const [offset, byte] of Object.entries(bytes)) copy[Number(offset)] = byte;
  return copy;
}

/** The histogram of a response code: bucket → count. */
function histogram(of: ReturnType<typeof bench>, rcode: number): Record<number, number> {
  const counts = of.stats.histograms.subarray(rcode * BUCKETS, (rcode + 1) * BUCKETS);
  return Object.fromEntries([...counts].map((count, bucket) => [bucket, count]).filter(([, count]) => count));
}

describe('what a datagram is counted as', () => {
  const cases: readonly (readonly [
    name: string,
    make: (answer: Uint8Array) => Uint8Array,
    counts: Record<string, number>,
  ])[] = [
    ['the answer', (answer) => answer, { answered: 1, answeredInWindow: 1 }],
    [
      'letters of another case',
      (answer) => changed(answer, { 13: 0x57, 14: 0x57 }),
      { answered: 1, answeredInWindow: 1 },
    ],
    [
      'an answer cut short by the server',
      (answer) => changed(answer, { 2: 0x83 }),
      { answered: 1, answeredInWindow: 1, truncated: 1 },
    ],
    [
      'FORMERR with nothing but a header',
      (answer) => changed(answer, { 3: 1, 5: 0 }).subarray(0, 12),
      { answered: 1, answeredInWindow: 1 },
    ],
    [
      'no error with nothing but a header',
      (answer) => changed(answer, { 5: 0 }).subarray(0, 12),
      { wrongQuestion: 1 },
    ],
    [
      'no error with nothing but a header, to an UPDATE',
      (answer) => changed(answer, { 2: 0xa8, 5: 0 }).subarray(0, 12),
      { answered: 1, answeredInWindow: 1 },
    ],
    ['two questions', (answer) => changed(answer, { 5: 2 }), { wrongQuestion: 1 }],
    ['another name', (answer) => changed(answer, { 13: 0x78 }), { wrongQuestion: 1 }],
    ['another type', (answer) => changed(answer, { 28: 28 }), { wrongQuestion: 1 }],
    [
      'a type that differs as a letter does by its case',
      (answer) => changed(answer, { 28: 0x21 }),
      { wrongQuestion: 1 },
    ],
    ['another class', (answer) => changed(answer, { 30: 3 }), { wrongQuestion: 1 }],
    ['a question that breaks off', (answer) => answer.subarray(0, answer.length - 1), { wrongQuestion: 1 }],
    [
      'a length that differs as a letter does by its case',
      (answer) => changed(answer, { 12: 0x23 }),
      { wrongQuestion: 1 },
    ],
    ['another id', (answer) => changed(answer, { 1: 9 }), { unexpected: 1 }],
    ['a query', (answer) => changed(answer, { 2: 1 }), { malformed: 1 }],
    ['11 octets', (answer) => answer.subarray(0, 11), { malformed: 1 }],
    ['nothing', () => new Uint8Array(), { malformed: 1 }],
  ];

  test.each(cases)('%s', (_name, make, counts) => {
    const it = bench();
    const [slot = -1] = it.send(1, START_US);
    const message = make(it.answerTo(slot));
    it.receive(message, START_US + 300);
    expect(it.counts()).toEqual({ sent: 1, ...counts });
    expect(it.slots.count).toBe(counts['answered'] === 1 ? 0 : 1);
    expect(it.count('bytesReceived')).toBe(message.length);
  });

  test('an answer on another socket', () => {
    const it = bench({ sockets: 2 });
    const [slot = -1] = it.send(1, START_US, 1);
    it.receive(it.answerTo(slot), START_US, 0);
    expect(it.counts()).toEqual({ sent: 1, unexpected: 1 });
    it.receive(it.answerTo(slot), START_US, 1);
    expect(it.counts()).toEqual({ sent: 1, unexpected: 1, answered: 1, answeredInWindow: 1 });
  });

  test('a second answer', () => {
    const it = bench();
    const [slot = -1] = it.send(1, START_US);
    const answer = it.answerTo(slot);
    it.receive(answer, START_US + 1);
    it.receive(answer, START_US + 2);
    it.receive(answer, START_US + 3);
    expect(it.counts()).toEqual({ sent: 1, answered: 1, answeredInWindow: 1, duplicate: 2 });
  });

  test('an answer behind the timeout', () => {
    const it = bench({ stages: [stage({ timeoutUs: 100 })] });
    const [slot = -1] = it.send(1, START_US);
    const answer = it.answerTo(slot);
    it.engine.expire(START_US + 99);
    expect(it.counts()).toEqual({ sent: 1, outstanding: 1 });
    it.engine.expire(START_US + 100);
    it.receive(answer, START_US + 101);
    expect(it.counts()).toEqual({ sent: 1, timedOut: 1, late: 1 });
  });

  test('an ICMP error ends no query', () => {
    const it = bench();
    it.send(1, START_US);
    it.engine.unreachable();
    expect(it.counts()).toEqual({ sent: 1, unreachable: 1 });
    expect(it.slots.count).toBe(1);
  });
});

describe('response code', () => {
  /** Counts of the header: answers, authorities, additionals. */
  const sections = (message: Uint8Array, answers: number, authorities: number, additionals: number) =>
    changed(message, { 7: answers, 9: authorities, 11: additionals });
  const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const cases: readonly (readonly [string, rcode: number, make: (answer: Uint8Array) => Uint8Array])[] = [
    ['NOERROR', 0, (answer) => answer],
    ['NXDOMAIN', 3, (answer) => changed(answer, { 3: 0x83 })],
    ['BADVERS', 16, (answer) => joined(sections(answer, 0, 0, 1), OPT)],
    ['BADCOOKIE', 23, (answer) => changed(joined(sections(answer, 0, 0, 1), OPT), { 3: 0x07 })],
    ['BADVERS, a signature behind it', 16, (answer) => joined(sections(answer, 0, 0, 2), OPT, OPT)],
    [
      'above all that are assigned',
      24,
      (answer) => joined(sections(answer, 0, 0, 1), changed(OPT, { 5: 255 })),
    ],
    ['OPT behind an answer is not looked for', 0, (answer) => joined(sections(answer, 1, 0, 1), OPT)],
    ['OPT that breaks off', 0, (answer) => joined(sections(answer, 0, 0, 1), OPT.subarray(0, 10))],
    ['no OPT, whatever follows', 0, (answer) => joined(answer, OPT)],
    ['another record', 0, (answer) => joined(sections(answer, 0, 0, 1), changed(OPT, { 2: 1 }))],
    ['type 0x0129', 0, (answer) => joined(sections(answer, 0, 0, 1), changed(OPT, { 1: 1 }))],
    [
      'BADCOOKIE without a question',
      23,
      (answer) => joined(changed(sections(answer, 0, 0, 1), { 3: 7, 5: 0 }).subarray(0, 12), OPT),
    ],
  ];

  test.each(cases)('%s', (_name, rcode, make) => {
    const it = bench();
    const [slot = -1] = it.send(1, START_US);
    it.receive(make(it.answerTo(slot)), START_US + 100);
    expect(it.count('answered')).toBe(1);
    expect(histogram(it, rcode)).toEqual({ [bucketOf(100_000)]: 1 });
  });

  test('BADVERS to a binary query that has an OPT record of its own', () => {
    const question = questionOf('a.test');
    const binary = { ...poolOf(joined(question, OPT)), headers: Uint8Array.of(1, 0, 0, 1, 0, 0, 0, 0, 0, 1) };
    const it = engineBench({ pool: binary });
    const [slot = -1] = it.send(1, START_US);
    it.receive(it.answerTo(slot), START_US + 100);
    expect(histogram(it, 16)).toEqual({ [bucketOf(100_000)]: 1 });
  });
});

describe('latency', () => {
  test('least, most, sum and sum of squares', () => {
    const it = bench();
    const [a = -1, b = -1, c = -1] = it.send(3, START_US);
    it.receive(it.answerTo(b), START_US + 300);
    it.receive(it.answerTo(a), START_US + 200);
    it.receive(it.answerTo(c), START_US + 700);
    expect([it.count('latencyMinNs'), it.count('latencyMaxNs'), it.count('latencySumNs')]).toEqual([
      200_000, 700_000, 1_200_000,
    ]);
    expect(it.count('latencySumSquaresNs')).toBe(620_000_000_000);
    expect(it.count('lastAnsweredUs')).toBe(START_US + 700);
  });

  test('a stamp of the kernel may lie before the moment of sending, and 0 stays the least', () => {
    const it = bench();
    const [a = -1, b = -1] = it.send(2, START_US);
    it.receive(it.answerTo(a), START_US - 1);
    it.receive(it.answerTo(b), START_US + 5);
    expect([it.count('latencyMinNs'), it.count('latencyMaxNs')]).toEqual([0, 5_000]);
  });

  test('the queries of one system call share the time that it took', () => {
    const it = bench();
    const filled = it.engine.fill(0, 4);
    it.engine.confirm(0, filled, 2_000, 2_008);
    expect([...it.engine.batch.subarray(0, 4)].map((slot) => it.slots.sentUs[slot])).toEqual([
      2_000, 2_002, 2_004, 2_006,
    ]);
    expect([it.count('firstSentUs'), it.count('lastSentUs')]).toEqual([2_000, 2_008]);
  });

  test('a system call in which the thread lost its core makes no answer come sooner than it did', () => {
    const it = bench();
    const filled = it.engine.fill(0, 4);
    it.engine.confirm(0, filled, 2_000, 6_000);
    const last = it.engine.batch[3] ?? -1;
    expect(it.slots.sentUs[last]).toBe(2_030);
    it.receive(it.answerTo(last), 6_100);
    expect(it.count('latencyMaxNs')).toBe(4_070_000);
  });

  test('from the intended moment, where a rate is kept', () => {
    const it = bench({ qps: 1_000 });
    const [first = -1] = it.send(8, START_US);
    expect(it.slots.intendedUs[first]).toBe(START_US);
    it.engine.budget(START_US + 2_500);
    const [second = -1, third = -1] = it.send(8, START_US + 2_500);
    it.receive(it.answerTo(second), START_US + 2_600);
    it.receive(it.answerTo(third), START_US + 2_600);
    expect(it.count('latencyMaxNs')).toBe(100_000);
    expect([it.count('intendedSumNs'), it.count('intendedMaxNs')]).toEqual([2_200_000, 1_600_000]);
    expect(it.stats.intended[bucketOf(1_600_000)]).toBe(1);
  });
});

describe('window', () => {
  test('what comes after its end is answered, but not in it', () => {
    const it = bench({ stopUs: 2_000 });
    const [a = -1, b = -1] = it.send(2, 1_999);
    it.receive(it.answerTo(a), 1_999.9);
    it.receive(it.answerTo(b), 2_000);
    expect(it.counts()).toEqual({ sent: 2, answered: 2, answeredInWindow: 1 });
  });

  test('nothing is sent before its start, from its end on, or after an abort', () => {
    const it = bench({ stopUs: 2_000 });
    expect([999, 1_000, 1_999, 2_000].map((nowUs) => it.engine.budget(nowUs))).toEqual([0, 20, 20, 0]);
    it.control.abort();
    expect(it.engine.budget(1_500)).toBe(0);
  });

  test('it is over when the last answer has come', () => {
    const it = bench({ stopUs: 2_000 });
    const [slot = -1] = it.send(1, 1_500);
    expect([it.engine.isFinished(1_999), it.engine.isFinished(2_000)]).toEqual([false, false]);
    it.receive(it.answerTo(slot), 2_001);
    expect(it.engine.isFinished(2_001)).toBe(true);
  });

  test('the input has an end', () => {
    const it = bench({ runs: 1 });
    expect(it.send(5, START_US)).toHaveLength(2);
    expect([it.engine.isSending(START_US), it.engine.budget(START_US)]).toEqual([false, 0]);
    for (const slot of [0, 1]) it.receive(it.answerTo(slot), START_US);
    it.engine.expire(START_US);
    expect([it.engine.isFinished(START_US), it.count('passes')]).toEqual([true, 1]);
  });

  test('a run that is cut short interrupts what is in flight', () => {
    const it = bench();
    const [slot = -1] = it.send(3, START_US);
    it.receive(it.answerTo(slot), START_US + 1);
    it.control.abort();
    expect(it.engine.isFinished(START_US + 2)).toBe(true);
    it.engine.finish();
    expect(it.counts()).toEqual({ sent: 3, answered: 1, answeredInWindow: 1, interrupted: 2 });
    expect(it.slots.count).toBe(0);
  });
});

describe('batch', () => {
  test('what there was no room for is sent later, in its turn', () => {
    const it = bench();
    expect(it.engine.fill(0, 5)).toBe(5);
    it.engine.confirm(0, 2, START_US, START_US);
    it.engine.undoFrom(2);
    expect([it.cursor.sequence, it.slots.count, it.count('sent')]).toEqual([2, 2, 2]);
    const [next = -1] = it.send(1, START_US);
    expect([it.slots.sequence[next], it.slots.query[next], it.slots.idOf(next)]).toEqual([2, 0, 2]);
  });

  test('what the kernel refused is a send error, and the next takes its turn', () => {
    const it = bench();
    it.engine.fill(0, 3);
    it.engine.confirm(0, 1, START_US, START_US);
    it.engine.refuse(1);
    it.engine.confirm(2, 3, START_US, START_US);
    expect(it.counts()).toEqual({ sent: 2, sendErrors: 1 });
    expect([it.slots.count, it.cursor.sequence]).toEqual([2, 3]);
  });

  test('it holds no more than its capacity, the free slots and the stage', () => {
    const it = bench({ stages: [stage({ outstanding: 10 })] });
    expect(it.engine.fill(0, 100)).toBe(8);
    it.engine.confirm(0, 8, START_US, START_US);
    expect([it.engine.budget(START_US), it.engine.fill(0, 100)]).toEqual([2, 2]);
  });

  test('its bytes are those of whole messages', () => {
    const it = bench({
      shaping: {
        edns: { udpSizeBytes: 1232, dnssecOk: false, options: [] },
        prefix: { kind: 'number', length: 4 },
      },
    });
    it.send(2, START_US);
    // Header, label, question, OPT: 12 + 5 + 19 + 11 and 12 + 5 + 20 + 11.
    expect(it.count('bytesSent')).toBe(95);
  });

  test('its bytes include signatures', () => {
    const secret = new Uint8Array(32);
    const it = bench({
      shaping: { tsig: { algorithm: 'hmac-sha256', keyName: 'key', secret, fudgeSeconds: 300 } },
    });
    it.send(1, START_US);
    // Header and question 31; TSIG: name 5, fixed 10, algorithm 13, time and fudge 8, MAC 2 + 32, id, error, other 6.
    expect(it.count('bytesSent')).toBe(107);
  });
});

describe('stages', () => {
  const pool = {
    ...poolOf(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => questionOf(name))),
    stages: [{ firstQuery: 2 }, { firstQuery: 5 }],
  };
  const stages = [
    stage({ target: 0, outstanding: 5 }),
    stage({ target: 1, outstanding: 3 }),
    stage({ target: 0, outstanding: 10 }),
  ];

  test('a batch ends with its stage, and the next one keeps its own limits', () => {
    const it = engineBench({ pool, stages });
    expect([it.engine.budget(START_US), it.engine.stage().target, it.engine.fill(0, 5)]).toEqual([5, 0, 2]);
    it.engine.confirm(0, 2, START_US, START_US);
    // The caller still has the budget of the first stage.
    expect([it.engine.stage().target, it.engine.fill(0, 3)]).toEqual([1, 1]);
    it.engine.confirm(0, 1, START_US, START_US);
    expect(it.engine.budget(START_US)).toBe(0);
  });

  test('a wider stage begins though the one before it is full', () => {
    const it = engineBench({ pool, stages: [stage({ outstanding: 2 }), stage({ outstanding: 4 }), stage()] });
    expect(it.send(8, START_US)).toHaveLength(2);
    expect(it.send(8, START_US)).toHaveLength(2);
    expect(it.engine.budget(START_US)).toBe(0);
  });
});

describe('how long to wait', () => {
  test('until the start, but no longer than a wish to stop may take', () => {
    const it = bench();
    expect([it.engine.waitUs(400), it.engine.waitUs(-1_000_000)]).toEqual([600, 100_000]);
  });

  test('until the oldest query times out', () => {
    const it = bench({ stages: [stage({ timeoutUs: 3_000 })] });
    it.send(1, START_US);
    it.send(1, START_US + 500);
    expect([it.engine.waitUs(START_US + 1_000), it.engine.waitUs(START_US + 9_000)]).toEqual([2_000, 0]);
  });

  test('until the window closes', () => {
    expect(bench({ stopUs: 1_700 }).engine.waitUs(1_200)).toBe(500);
  });

  test('until the next query is due, if it may be sent', () => {
    const it = bench({ qps: 1_000, stages: [stage({ outstanding: 2 })] });
    it.send(1, START_US);
    expect(it.engine.waitUs(START_US + 100)).toBe(900);
    it.send(1, START_US + 1_000);
    expect(it.engine.waitUs(START_US + 1_000)).toBe(100_000);
  });
});

describe('a rate', () => {
  test('what was due and could not be sent in time is told', () => {
    const it = bench({ qps: 1_000, stopUs: START_US + 1_000_000, stages: [stage({ outstanding: 1 })] });
    expect(it.send(1, START_US)).toHaveLength(1);
    it.engine.budget(START_US + 500_000);
    // Of queries 1 … 400, which were due more than 100 ms ago.
    expect(it.count('notSent')).toBe(400);
    it.engine.finish();
    expect(it.counts()).toEqual({ sent: 1, notSent: 999, interrupted: 1 });
  });

  test('what lies beyond the input is not missed', () => {
    const it = bench({ qps: 1_000, runs: 1 });
    it.send(1, START_US);
    it.send(1, START_US + 1_000);
    it.engine.budget(START_US + 3_000_000);
    it.engine.finish();
    expect(it.counts()).toEqual({ sent: 2, interrupted: 2 });
  });

  test('the main thread sets another while the run goes on', () => {
    const it = bench({ qps: 1_000, runs: 1_000, stages: [stage({ outstanding: 1_000 })] });
    it.control.steer(10, START_US + 10_000);
    expect([it.engine.budget(START_US + 10_000), it.send(9, START_US + 10_000).length]).toEqual([1, 1]);
    expect(it.engine.waitUs(START_US + 20_000)).toBe(90_000);
  });
});

test('an observer is told of each answer and timeout', () => {
  const told: unknown[] = [];
  const it = bench({
    stages: [stage({ timeoutUs: 1_000 })],
    observer: {
      answered: (slot, message, rcode, latencyUs) => told.push([slot, message.length, rcode, latencyUs]),
      timedOut: (slot) => told.push([slot]),
    },
  });
  const [a = -1, b = -1] = it.send(2, START_US);
  it.receive(changed(it.answerTo(b), { 3: 2 }), START_US + 250);
  it.engine.expire(START_US + 1_000);
  expect(told).toEqual([[b, 32, 2, 250], [a]]);
});
