import { expect, test } from 'vitest';
import { NUMERIC_COLUMNS } from '../../../src/parsers/haproxy/numbers.ts';
import { HAPROXY_TEXTS } from '../../../src/view/i18n/haproxy-texts.ts';
import {
  HAPROXY_CELL_COLUMNS,
  HAPROXY_COLUMN_GROUPS,
  HAPROXY_TEXT_COLUMNS,
  haproxyFigure,
} from '../../../src/view/status/haproxy-columns.ts';
import { exampleRow } from '../support/example-node.ts';

test("columns are in the groups of HAProxy's own page", () => {
  const groups = HAPROXY_COLUMN_GROUPS.map(({ id, columns }) =>
    [HAPROXY_TEXTS.en.groups[id], ...columns.map((column) => column.heading)].join(' '),
  );
  expect(groups).toEqual([
    'Queue Cur Max Limit',
    'Session rate Cur Max Limit',
    'Sessions Cur Max Limit Total LbTot Last',
    'Bytes In Out',
    'Denied Req Resp',
    'Errors Req Conn Resp',
    'Warnings Retr Redis',
    'Server Status LastChk Wght Act Bck Chk Dwn Dwntme Thrtle',
  ]);
});

test('columns that are no text are those whose cells the parser holds to be numbers', () => {
  const figures = HAPROXY_CELL_COLUMNS.filter((column) => !HAPROXY_TEXT_COLUMNS.has(column));
  expect(figures.filter((column) => !NUMERIC_COLUMNS.has(column))).toEqual([]);
  expect([...HAPROXY_TEXT_COLUMNS].filter((column) => NUMERIC_COLUMNS.has(column))).toEqual([]);
});

test('each column is kept once, and there are not more than a double can tell apart by bits', () => {
  expect(new Set(HAPROXY_CELL_COLUMNS).size).toBe(HAPROXY_CELL_COLUMNS.length);
  expect(HAPROXY_CELL_COLUMNS.length).toBeLessThanOrEqual(53);
});

test('a figure in seconds is never before its time', () => {
  const row = { ...exampleRow('server', 'web1', 'UP', 'good', {}), sinceSeconds: 1000 };
  expect(haproxyFigure(row, 'lastchg', 999)).toBe(0);
  expect(haproxyFigure(row, 'lastchg', 1001.6)).toBe(2);
  expect(haproxyFigure(row, 'lastsess', 1001)).toBeUndefined();
  expect(haproxyFigure(row, 'qcur', 1001)).toBe(0);
});
