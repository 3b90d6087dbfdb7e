import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTION_ROWS } from '../../../src/loadgen/options/option-table.ts';
import { parseSettings } from '../../../src/loadgen/options/parse-settings.ts';
import { UsageError } from '../../../src/loadgen/options/usage-error.ts';
import { CONTEXT } from './support/parse.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2000);

const words = OPTION_ROWS.flatMap(({ long, letters = '', dnsperf = '' }) => [
  ...long.map((name) => `--${name}`),
  ...[...letters, ...dnsperf].map((letter) => `-${letter}`),
]);
const values = [
  '1',
  '0.5',
  '10s',
  '1%',
  'udp',
  'tcp',
  'a',
  '-',
  '--',
  '1:2:3',
  '2/3',
  '::1',
  'loss>1%',
  'a:b==',
];
const argument = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...values),
  fc.tuple(fc.constantFrom(...words), fc.constantFrom(...values)).map(([word, value]) => `${word}=${value}`),
  fc.tuple(fc.constantFrom(...words), fc.constantFrom(...values)).map(([word, value]) => `${word}${value}`),
  fc.string({ unit: 'binary' }),
  fc.string().map((text) => `\u2013${text}`),
);
const program = fc.constantFrom('dnsbench', 'queryperf', 'dnsperf');

test('any command line is taken, or refused in one line', () => {
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 8 }), program, (argv, programName) => {
      try {
        expect(['run', 'help', 'version', 'report', 'merge']).toContain(
          parseSettings(argv, { ...CONTEXT, programName }).kind,
        );
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: no message acts on a terminal.
        expect(error.message).toMatch(/^[^\u0000-\u001f\u007f-\u009f]+$/);
        expect(error.message.length).toBeLessThan(400);
      }
    }),
    { numRuns },
  );
});

test('what is taken has figures within their ranges', () => {
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 4 }), program, (argv, programName) => {
      let invocation: ReturnType<typeof parseSettings>;
      try {
        invocation = parseSettings(argv, { ...CONTEXT, programName });
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        return;
      }
      if (invocation.kind !== 'run') return;
      const { port, workers, sockets, outstanding, timeoutSeconds, input } = invocation.settings.run;
      for (const count of [port, workers, sockets, outstanding, input.files.length]) {
        expect(Number.isInteger(count) && count >= 1 && count <= 65_536).toBe(true);
      }
      expect(timeoutSeconds).toBeGreaterThan(0);
      expect(invocation.settings.commandLine.split('\n')).toHaveLength(1);
    }),
    { numRuns },
  );
});
