import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell } from '../../../src/view/csv/cell.ts';
import { CSV_COLUMNS } from '../../../src/view/csv/columns.ts';
import { statusCsv } from '../../../src/view/csv/status-csv.ts';
import { exampleStatus, hostileStatus, largeStatus } from '../support/example-status.ts';

type Row = Readonly<Record<string, string>>;

/** As strict as csv-parse can be: every line has every column, and quotes stand where RFC 4180 has them. */
function read(csv: string): Row[] {
  return parse(csv, { columns: true, record_delimiter: '\r\n' });
}

test('a line of headings, then a line for each row of each table', () => {
  const csv = statusCsv(exampleStatus());
  expect(csv.split('\r\n')[0]).toBe(CSV_COLUMNS.join(','));
  const rows = read(csv);
  const kinds = new Map<string, number>();
  for (const { layer, row } of rows) kinds.set(`${layer}/${row}`, (kinds.get(`${layer}/${row}`) ?? 0) + 1);
  expect(Object.fromEntries(kinds)).toMatchObject({
    'haproxy/warning': 1,
    'vip/verdict': 1,
    'vrrp/claim': 2,
    'ipvs/drift': 2,
    'peer/peer': 2,
    'vrrp/event': 1,
    'bind/source': 2,
    'vrrp/instance': 2,
    'ipvs/virtual-server': 4,
    'ipvs/real-server': 6,
    'haproxy/server': 6,
    'haproxy/backend': 2,
    'bind/rcode': 4,
    'bind/zone': 2,
  });
  expect(rows.every(({ taken }) => taken === '2026-11-20T09:46:43.000Z')).toBe(true);
});

test.each<[string, Row]>([
  [
    'real-server',
    {
      node: 'ds1',
      layer: 'ipvs',
      group: 'udp/192.168.56.185:53',
      name: '192.168.56.183:53',
      forward: 'Route',
      weight: '1',
      active: '0',
      inactive: '12',
      total: '45000',
      per_second: '155',
    },
  ],
  [
    'frontend',
    {
      layer: 'haproxy',
      source: 'lb1',
      group: 'Listen-10000',
      state: 'OPEN',
      active: '4',
      denied: '3',
      errors: '7',
      retries: '0',
    },
  ],
  [
    'claim',
    { node: 'ds1', layer: 'vrrp', group: '192.168.56.185', name: 'VI_1', state: 'MASTER', priority: '150' },
  ],
  ['zone', { group: '_default', name: 'abc.local', total: '1100000', detail: 'serial 2026112001' }],
])('the first %s', (kind, cells) => {
  expect(read(statusCsv(exampleStatus())).find(({ row }) => row === kind)).toMatchObject(cells);
});

test('it has a line for each of many rows', () => {
  const rows = read(statusCsv(largeStatus(500, 1000)));
  const count = (kind: string) => rows.filter(({ row }) => row === kind).length;
  expect([count('real-server'), count('server')]).toEqual([500, 1000]);
});

test('no text is a formula in a spreadsheet, nor behind a semicolon, and figures stay figures', () => {
  const cells = ["=cmd|'/C calc'!A0", '+1', '-1', '@SUM(A1)', ' =1', '\uff1d1', 'a;=1', '\t=1', -1, 1.5];
  expect(cells.map(csvCell)).toEqual([
    "'=cmd|'/C calc'!A0",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    `" '=1"`,
    "'\uff1d1",
    `"a;'=1"`,
    '\ufffd=1',
    '-1',
    '1.5',
  ]);
  for (const row of read(statusCsv(hostileStatus()))) {
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/(^|;)\s*[=+@]|[\p{Cc}\p{Cs}]/u);
  }
});

test('whatever a text is, it comes back as a text of one cell', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(',', ';', '"', '\n', '\r', '=', '-', ' ', 'a', '\u001b') }),
  );
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const [cells] = parse(`${csvCell(one)},${csvCell(other)},end\r\n`, { record_delimiter: '\r\n' });
      expect(cells).toHaveLength(3);
      for (const cell of cells ?? []) expect(cell).not.toMatch(/(^|;)\s*[=+\-@]|\p{Cc}/u);
    }),
  );
});
