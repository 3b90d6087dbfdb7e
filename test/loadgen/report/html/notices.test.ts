import { expect, test } from 'vitest';
import { noticesSection } from '../../../../src/loadgen/report/html/notices.ts';
import type { RunResult } from '../../../../src/loadgen/result/run-result.ts';
import { sampleResult } from '../../support/sample-result.ts';

function notices(changes: Partial<RunResult>): string[] {
  const { markup } = noticesSection(sampleResult({ clientLimits: [], warnings: [], ...changes }));
  return [...markup.matchAll(/<strong class="state">(.*?)<\/strong> <span>(.*?)<\/span>/g)].map(
    ([, state, text]) => `${state}: ${text}`,
  );
}

test('limits come before warnings, and the worst limit first', () => {
  expect(
    notices({
      clientLimits: [
        { kind: 'outstanding', text: 'all places taken' },
        { kind: 'cpu', text: 'CPU 99 %' },
        { kind: 'receive-buffer', text: 'receive buffer overflowed' },
      ],
      warnings: ['q.txt:1: no type'],
      endedBy: 'interrupted',
      settings: { ...sampleResult().settings, transport: 'dgram', transportReason: 'mmsg needs Linux' },
    }),
  ).toEqual([
    'Limit: receive buffer overflowed',
    'Limit: CPU 99 %',
    'Limit: all places taken',
    'Warning: q.txt:1: no type',
    'Note: The run was interrupted; all figures are of the time until then.',
    'Note: Transport dgram: mmsg needs Linux',
  ]);
});

test('with nothing to say that is said', () => {
  expect(noticesSection(sampleResult({ clientLimits: [], warnings: [] })).markup).toBe(
    '<p class="notices none">No limit of this client was met, and there is nothing to warn of.</p>\n',
  );
});

test('of very many warnings the first hundred, and how many more', () => {
  const warnings = Array.from({ length: 250 }, (_, index) => `line ${index}`);
  const shown = notices({ warnings });
  expect(shown.length).toBe(101);
  expect(shown.at(-1)).toBe('Warning: 150 more warnings are not shown');
});
