import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/loadgen/queries/input-error.ts';
import { load, passOf, questionsOf, wireOf } from './support.ts';

const EXAMPLE = '076578616d706c6503636f6d00';

describe('lines that are queries', () => {
  test.each([
    ['example.com A', `${EXAMPLE}00010001`],
    ['example.com. a', `${EXAMPLE}00010001`],
    ['\t example.com \t AAAA \t ', `${EXAMPLE}001c0001`],
    ['example.com A\r', `${EXAMPLE}00010001`],
    ['example.com *', `${EXAMPLE}00ff0001`],
    ['example.com TYPE65280', `${EXAMPLE}ff000001`],
    ['example.com IN MX', `${EXAMPLE}000f0001`],
    ['example.com ch txt', `${EXAMPLE}00100003`],
    ['example.com NONE SOA', `${EXAMPLE}000600fe`],
    ['example.com CLASS255 TYPE0', `${EXAMPLE}000000ff`],
    ['. NS', '0000020001'],
    ['a\\ b A', '036120620000010001'],
    // What queryperf, dnsperf and kxdpgun have behind the type.
    ['example.com A E', `${EXAMPLE}00010001`],
    ['example.com A 300 IN whatever = NOERROR', `${EXAMPLE}00010001`],
    ['example.com TXT CH', `${EXAMPLE}00100001`],
    // Names like any others.
    ['A A', '01410000010001'],
    ['delete A', '0664656c6574650000010001'],
    ['add.example.com A A', `03616464${EXAMPLE}00010001`],
  ])('%j', async (line, wire) => {
    const { pool, problems, lines } = await load(`${line}\n`);
    expect(problems).toEqual({ total: 0, first: [] });
    expect(pool.count).toBe(1);
    expect(wireOf(pool, 0)).toBe(wire);
    expect(lines).toBe(1);
  });

  test('take the class of the run where they name none', async () => {
    const { pool } = await load('version.bind TXT\na IN A\n', {}, { queryClass: 3 });
    expect(questionsOf(pool)).toEqual(['version.bind CH TXT', 'a A']);
  });

  test('comments, empty lines, a byte order mark, and a last line without its end', async () => {
    const { pool, problems, lines } = await load('\ufeffa A\r\n; b A\r\n\r\n \t\n;\nc A', {});
    expect(questionsOf(pool)).toEqual(['a A', 'c A']);
    expect(problems.total).toBe(0);
    expect(lines).toBe(6);
  });

  test('are kept in shared memory, without an order of their own', async () => {
    const { pool } = await load('a A\nbb AAAA\n');
    expect(pool.questions.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(pool.offsets.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...pool.offsets]).toEqual([0, 7, 15]);
    expect(pool.questions).toHaveLength(15);
    expect(Object.keys(pool)).toEqual(['count', 'questions', 'offsets', 'stages']);
  });
});

describe('lines that are none', () => {
  test.each([
    ['example.com', 'queries.txt:2:12: no type behind the name'],
    [' example.com  ', 'queries.txt:2:15: no type behind the name'],
    ['example.com CH', 'queries.txt:2:15: no type behind the class'],
    ['example.com FOO', 'queries.txt:2:13: unknown type "FOO": a mnemonic, or TYPE0 to TYPE65535'],
    ['example.com IN FOO', 'queries.txt:2:16: unknown type "FOO": a mnemonic, or TYPE0 to TYPE65535'],
    ['example.com IN IN', 'queries.txt:2:16: unknown type "IN": a mnemonic, or TYPE0 to TYPE65535'],
    [
      'a \u001b[31m\u0000"\u202e',
      'queries.txt:2:3: unknown type "?[31m?\\"?": a mnemonic, or TYPE0 to TYPE65535',
    ],
    [
      'a 1234567890123456789012345678901234567890+',
      'queries.txt:2:3: unknown type "1234567890123456789012345678901234567890…": a mnemonic, or TYPE0 to TYPE65535',
    ],
    ['www..example.com A', 'queries.txt:2:5: empty label'],
    [' .com A', 'queries.txt:2:2: empty label'],
    [`${'a'.repeat(64)}.com A`, 'queries.txt:2:1: label of 64 bytes, at most 63'],
    ['a\\256 A', 'queries.txt:2:2: bad escape: \\DDD up to \\255, or \\ and a character'],
    ['a A x0', 'queries.txt:2:5: bad repeat count "x0": such as x3, from 1 to 1000000'],
    ['a A x1000001', 'queries.txt:2:5: bad repeat count "x1000001": such as x3, from 1 to 1000000'],
    ['a A w=', 'queries.txt:2:5: bad weight "w=": such as w=5, from 1 to 1000000'],
    ['a A w=-5', 'queries.txt:2:5: bad weight "w=-5": such as w=5, from 1 to 1000000'],
    ['a A w=5.5', 'queries.txt:2:5: bad weight "w=5.5": such as w=5, from 1 to 1000000'],
    ['a A x1001 w=1000', 'queries.txt:2:4: repeat count × weight is 1001000, at most 1000000'],
    [
      '# old comment',
      'queries.txt:2: Invalid config: Space before directive or no directive present; a comment begins with ;',
    ],
  ])('%j', async (line, problem) => {
    const { pool, problems } = await load(`good A\n${line}\nbetter A\n`);
    expect(questionsOf(pool)).toEqual(['good A', 'better A']);
    expect(problems).toEqual({ total: 1, first: [problem] });
  });

  test.each(['send', 'require a A', 'prohibit x', 'ADD x 3600 A 10.1.2.3', 'delete y A 10.1.2.3'])(
    'dnsperf’s update line %j',
    async (line) => {
      const { problems } = await load(`good A\n${line}\n`);
      expect(problems.first).toEqual([
        'queries.txt:2:1: dynamic updates (dnsperf -u) are not sent; a line is a name and a type',
      ]);
    },
  );

  test('a name with no room for the prefix', async () => {
    const name = `${`${'a'.repeat(61)}.`.repeat(4)}`;
    const { problems } = await load(`ok A\n${name} A\n`, {}, { prefixBytes: 9 });
    expect(problems.first).toEqual(['queries.txt:2:1: name of 249 bytes, at most 246 beside the prefix']);
  });

  test('a line of more than 64 KiB', async () => {
    const longest = `a A ${'z'.repeat(65_532)}`;
    const { pool, problems } = await load(`${longest}\n${longest}z\nb A`);
    expect(questionsOf(pool)).toEqual(['a A', 'b A']);
    expect(problems).toEqual({ total: 1, first: ['queries.txt:2: line of more than 65536 bytes'] });
  });

  test('all are counted, ten are told', async () => {
    const { problems } = await load(`${'bad\n'.repeat(1_000)}good A\n`);
    expect(problems.total).toBe(1_000);
    expect(problems.first).toHaveLength(10);
    expect(problems.first[9]).toBe('queries.txt:10:4: no type behind the name');
  });
});

describe('several files', () => {
  test('are read one after the other, each with lines of its own', async () => {
    const { pool, problems, lines, warnings } = await load({
      'a.txt': '\ufeffa A\nbad',
      '-': '\ufeffb A\n\nworse\n',
      'c.txt': '',
    });
    expect(questionsOf(pool)).toEqual(['a A', 'b A']);
    expect(problems.first).toEqual([
      'a.txt:2:4: no type behind the name',
      'stdin:3:6: no type behind the name',
    ]);
    expect(lines).toBe(5);
    expect(warnings).toEqual(['c.txt is empty']);
  });

  test('standard input is read once', async () => {
    await expect(load({ a: '' }, { files: ['-', 'a', '-'] })).rejects.toThrow(
      new InputError('standard input (-) is given more than once: it can be read once'),
    );
  });
});

describe('nothing to send', () => {
  test.each([
    ['', 'queries.txt is empty'],
    ['\n', 'queries.txt: no query in 1 line'],
    ['; only\n; comments\n', 'queries.txt: no query in 2 lines'],
    ['; x\nbad\nworse\n', 'queries.txt: no query in 3 lines; queries.txt:2:4: no type behind the name'],
    ['#port 5353\n', 'queries.txt: no query in 1 line'],
  ])('%j', async (text, message) => {
    await expect(load(text)).rejects.toThrow(new InputError(message));
  });

  test('in any of several files', async () => {
    await expect(load({ a: '', '-': '' })).rejects.toThrow(new InputError('a, stdin is empty'));
    await expect(load({ a: 'x', '-': '' })).rejects.toThrow(
      new InputError('a, stdin: no query in 1 line; a:1:2: no type behind the name'),
    );
  });

  test('for this machine', async () => {
    await expect(load('a A\nb A\n', { segment: { index: 3, count: 4 } })).rejects.toThrow(
      new InputError('queries.txt: segment 3/4 holds no query: the input has 2'),
    );
  });
});

describe('directives', () => {
  test('before the first query are the run’s, later ones a stage with all that changed', async () => {
    const { leading, pool } = await load(
      '#server 192.0.2.1\n#port 53\n#port 54\na A\n#maxwait 2\n#port 55\nb A\nc A\n#port 56\nd A\n#server x\n',
    );
    expect(leading).toEqual({ server: '192.0.2.1', port: 54 });
    expect(pool.stages).toEqual([
      { firstQuery: 1, timeoutSeconds: 2, port: 55 },
      { firstQuery: 3, timeoutSeconds: 2, port: 56 },
    ]);
  });

  test('of a second file come after the first file’s queries', async () => {
    const { leading, pool } = await load({ a: 'a A\n', b: '#maxqueries 5\nb A\n' });
    expect(leading).toEqual({});
    expect(pool.stages).toEqual([{ firstQuery: 1, outstanding: 5 }]);
  });

  test('are told once where they are ignored', async () => {
    const { leading, pool, problems, warnings } = await load('#port 5\n# x\na A\n#port 6\nb A\n', {
      ignoreDirectives: true,
    });
    expect({ leading, stages: pool.stages, total: problems.total }).toEqual({
      leading: {},
      stages: [],
      total: 0,
    });
    expect(warnings).toEqual([
      'queries.txt:1: Ignoring configuration change: "#port 5", and all that follow',
    ]);
  });

  test('count from what this machine keeps', async () => {
    const text = 'a A\nb A\n#port 5\nc A\nd A\n#port 6\ne A\n#port 7\nf A\n';
    const first = await load(text, { segment: { index: 1, count: 3 } });
    expect(questionsOf(first.pool)).toEqual(['a A', 'd A']);
    expect(first.pool.stages).toEqual([{ firstQuery: 1, port: 5 }]);
    const third = await load(text, { segment: { index: 3, count: 3 } });
    expect(questionsOf(third.pool)).toEqual(['c A', 'f A']);
    expect(third.pool.stages).toEqual([
      { firstQuery: 0, port: 5 },
      { firstQuery: 1, port: 7 },
    ]);
  });
});

describe('repeats, weights and shuffling', () => {
  test('x sends in a row', async () => {
    const { pool } = await load('a A\nb A x3\nc A\n');
    expect(passOf(pool)).toEqual(['a A', 'b A', 'b A', 'b A', 'c A']);
  });

  test('w gives turns, x within each of them', async () => {
    const { pool } = await load('a A\nb A foreign w=2 x2\nc A x1 w=1\n');
    expect(passOf(pool)).toEqual(['a A', 'b A', 'b A', 'c A', 'b A', 'b A']);
  });

  test('shuffled with a seed, the order is the same each time', async () => {
    const text = Array.from({ length: 20 }, (_, index) => `n${index} A\n`).join('');
    const [one, same, other, own] = await Promise.all([
      load(text, { shuffle: true }, { seed: 1 }),
      load(text, { shuffle: true }, { seed: 1 }),
      load(text, { shuffle: true }, { seed: 2 }),
      load(text),
    ]);
    expect(passOf(one.pool)).toEqual(passOf(same.pool));
    expect(passOf(one.pool)).not.toEqual(passOf(other.pool));
    expect(passOf(one.pool)).not.toEqual(passOf(own.pool));
    expect(passOf(one.pool).sort()).toEqual(passOf(own.pool).sort());
  });
});

describe('expectations', () => {
  const TEXT = 'a A = NOERROR\nb A\nc A x2 =  NXDOMAIN aa=1 \t\r\nd A =NOERROR\ne A =\n';

  test('are kept once each', async () => {
    const { expectations, pool } = await load(TEXT, {}, { keepExpectations: true });
    expect(expectations?.texts).toEqual(['NOERROR', 'NXDOMAIN aa=1']);
    expect([...(expectations?.of ?? [])]).toEqual([1, 0, 2, 1, 0]);
    expect(expectations?.of.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...(pool.order ?? [])]).toEqual([0, 1, 2, 2, 3, 4]);
  });

  test('are left out where nothing is verified', async () => {
    const loaded = await load(TEXT);
    expect(Object.keys(loaded)).not.toContain('expectations');
    expect(loaded.problems.total).toBe(0);
  });

  test('of other machines’ queries are not kept', async () => {
    const { expectations } = await load(
      'a A = X\nb A = Y\nc A = Z\n',
      { segment: { index: 2, count: 2 } },
      { keepExpectations: true },
    );
    expect(expectations?.texts).toEqual(['Y']);
    expect([...(expectations?.of ?? [])]).toEqual([1]);
  });

  test('a line that has one without = is told, once', async () => {
    const text = 'a A\nb A x2 = 192.0.2.1\nc A 192.0.2.1\nd A NOERROR\n';
    const { warnings } = await load(text, {}, { keepExpectations: true });
    expect(warnings).toEqual([
      'queries.txt:3: what follows the type is not checked, here and in lines like it; write = before what is expected',
    ]);
    expect((await load(text)).warnings).toEqual([]);
  });

  test('where no line has one', async () => {
    const { expectations } = await load('a A\nb A\n', {}, { keepExpectations: true });
    expect(expectations).toEqual({ texts: [], of: new Uint32Array(2) });
  });
});

describe('bounds', () => {
  function* endless(): Generator<Uint8Array> {
    for (;;) yield Buffer.from('a A\nb A\n');
  }

  test.each([
    [{ inputBytes: 1_000 }, 'queries.txt: more than 1000 bytes of input'],
    [{ queries: 5 }, 'more than 5 queries; let several machines share them (--segment)'],
    [
      { questionBytes: 5_000 },
      'the queries take more than 5000 bytes; let several machines share them (--segment)',
    ],
  ])('an input without end stops at %j', async (limits, message) => {
    await expect(load({ 'queries.txt': endless() }, {}, { limits })).rejects.toThrow(new InputError(message));
  });

  test.each([
    ['a A x4\nb A w=7\n', { places: 10 }, 'a pass has more than 10 places: lower the counts of x and w='],
    ['a A = 1\nb A = 2\n', { expectations: 1 }, 'more than 1 different expectations: give fewer in one run'],
    [
      'a A = 123\nb A = 45\n',
      { expectationCharacters: 4 },
      'expectations of more than 4 characters: give fewer in one run',
    ],
  ])('%j within %j', async (text, limits, message) => {
    await expect(load(text, {}, { limits, keepExpectations: true })).rejects.toThrow(new InputError(message));
  });

  test('changes beyond the bound are problems', async () => {
    const { pool, problems } = await load('a A\n#port 1\nb A\n#port 2\nc A\n', {}, { limits: { stages: 1 } });
    expect(pool.stages).toEqual([{ firstQuery: 1, port: 1 }]);
    expect(problems.first).toEqual(['queries.txt:4: too many directives in the middle']);
  });

  test('a line of 1 GiB is one problem and takes no memory', { timeout: 60_000 }, async () => {
    const megabyte = Buffer.alloc(1 << 20, 'x');
    let produced = 0;
    function* gibibyte(): Generator<Uint8Array> {
      yield Buffer.from('a A\n');
      for (; produced < 1024; produced += 1) yield megabyte;
      yield Buffer.from('\nb A\n');
    }
    const before = process.memoryUsage().arrayBuffers;
    const { pool, problems, lines } = await load({ 'queries.txt': gibibyte() });
    expect(produced).toBe(1024);
    expect(questionsOf(pool)).toEqual(['a A', 'b A']);
    expect(problems).toEqual({ total: 1, first: ['queries.txt:2: line of more than 65536 bytes'] });
    expect(lines).toBe(3);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
  });
});
