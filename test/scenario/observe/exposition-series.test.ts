import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf } from '../../../src/scenario/observe/exposition-series.ts';

const PAGE = `# HELP a_total Something.
# TYPE a_total counter
a_total{source="x",state="MASTER"} 3
a_total{source="y",state="MASTER"} 4 1700000000000
a_total_created{source="x"} 9
a_total 5
b NaN
c +Inf
d broken
`;

test.each([
  ['a_total', {}, [3, 4, 5]],
  ['a_total', { source: 'y' }, [4]],
  ['a_total', { state: 'MASTER' }, [3, 4]],
  ['a_total', { state: 'BACKUP' }, []],
  ['b', {}, [Number.NaN]],
  ['c', {}, [Number.POSITIVE_INFINITY]],
  ['d', {}, []],
  ['a', {}, []],
])('%s with %j has the values %j', (name, labels, values) => {
  expect(seriesOf(PAGE, name, labels).map(({ value }) => value)).toEqual(values);
});

test('a label value is found as it was before it was escaped', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\\', '"', '\n', '}', ' ', 'n', 'ä', ',', '=') }),
      (text) => {
        const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
        const page = `x{first="1",label="${escaped}",last="2"} 7\n`;
        expect(seriesOf(page, 'x', { label: text, last: '2' })).toEqual([
          { labels: { first: '1', label: text, last: '2' }, value: 7 },
        ]);
      },
    ),
  );
});
