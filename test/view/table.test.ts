import { expect, test } from 'vitest';
import { textTable } from '../../src/view/table.ts';

test('numbers stand right, nothing is behind the last word, control characters are shown as such', () => {
  const columns = [
    { heading: 'NAME', align: 'left' },
    { heading: 'N', align: 'right' },
    { heading: '', align: 'left' },
  ] as const;
  expect(
    textTable(columns, [
      ['web', '5', ''],
      ['\u001b[2Jx', '12345', 'note'],
    ]),
  ).toBe('NAME       N\nweb        5\n\ufffd[2Jx  12345  note\n');
});
