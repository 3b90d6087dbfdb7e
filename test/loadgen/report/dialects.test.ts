import { expect, test } from 'vitest';
import { DIALECTS } from '../../../src/loadgen/report/dialects.ts';
import { PLAIN } from '../../../src/loadgen/report/format-painter.ts';
import type { Dialect } from '../../../src/loadgen/settings.ts';
import { settingsOf } from '../options/support/parse.ts';
import { PLAIN_RESULT } from '../support/plain-result.ts';

function reportOf(dialect: Dialect, argv: readonly string[]): string {
  const { output } = settingsOf(['--compat', dialect, ...argv]);
  return DIALECTS[dialect].report(PLAIN_RESULT, output, PLAIN);
}

test.each<[Dialect, string]>([
  ['dnsbench', 'Latency histogram:\n'],
  ['dnsperf', '  Latency bucket (s):   answer count\n'],
])('%s: a histogram where --latency-histogram asks for it', (dialect, heading) => {
  expect(reportOf(dialect, ['--latency-histogram'])).toContain(heading);
  expect(reportOf(dialect, [])).not.toContain(heading);
});

test('queryperf has none in its report, with the option or without', () => {
  expect(reportOf('queryperf', ['--latency-histogram'])).toBe(reportOf('queryperf', []));
});
