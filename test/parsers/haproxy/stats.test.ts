import { describe, expect, test } from 'vitest';
import { haproxyCell } from '../../../src/model/haproxy.ts';
import { parseHaproxyStats } from '../../../src/parsers/haproxy/stats.ts';

const HEADER = '# pxname,svname,scur,status,weight,pid,tracked,type,check_status,last_chk,check_desc,mode,';

/** Names of the rows that are kept, and what was wrong with the others. */
function read(...lines: readonly string[]) {
  return outcome(`${[HEADER, ...lines].join('\n')}\n`);
}

function outcome(text: string) {
  const { records, problems } = parseHaproxyStats(text);
  return {
    rows: records.rows.map(({ proxy, name }) => `${proxy}/${name}`),
    problems: problems.kept.map(({ line, reason }) => `${line}: ${reason}`),
    cell: (row: number, column: string) => {
      const found = records.rows[row];
      return found === undefined ? undefined : haproxyCell(records, found, column);
    },
    records,
    count: problems.count,
  };
}

const GOOD = 'web,s1,3,UP,1,1,,2,L4OK,,,tcp,';
const BACKEND = 'web,BACKEND,3,UP,1,1,,1,,,,tcp,';

describe('quoted cells', () => {
  test('commas, doubled quotes and line feeds', () => {
    const { rows, problems, cell } = read(
      'web,s1,3,UP,1,1,,2,L7STS,"no, ""not"" now","one',
      'two, and',
      '',
      'three",http,',
      BACKEND,
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1', 'web/BACKEND']);
    expect(cell(0, 'last_chk')).toBe('no, "not" now');
    expect(cell(0, 'check_desc')).toBe('one\ntwo, and\n\nthree');
    expect(cell(0, 'mode')).toBe('http');
  });

  test('lines are counted on behind a cell of several lines', () => {
    const { records } = read('web,s1,3,UP,1,1,,2,L7STS,,"one\n2\n3",http,', BACKEND);
    expect(records.rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  test('a quote that is never closed costs its own row alone', () => {
    const { rows, problems } = read('web,s0,3,UP,1,1,,2,L7STS,"never closed,,http,', GOOD, BACKEND);
    expect(rows).toEqual(['web/s0', 'web/s1', 'web/BACKEND']);
    expect(problems).toEqual([
      '2: a quoted cell is not closed as CSV wants it; the line is read as it stands',
    ]);
  });

  test('a quote that is never closed, and a good quoted row behind it', () => {
    const { rows, problems, cell } = read(
      'web,s0,3,UP,1,1,,2,L7STS,"never',
      'web,s1,3,UP,1,1,,2,L7STS,"fine, thanks",,http,',
      BACKEND,
    );
    expect(rows).toEqual(['web/s0', 'web/s1', 'web/BACKEND']);
    expect(cell(1, 'last_chk')).toBe('fine, thanks');
    expect(problems).toEqual([
      '2: a quoted cell is not closed as CSV wants it; the line is read as it stands',
      '2: the row has 10 cells, the header 13; the missing ones are taken as empty',
    ]);
  });

  test('a description that goes on for longer than any of HAProxy is none', () => {
    const { rows, count } = read(`web,s0,3,UP,1,1,,2,L7STS,"${'long\n'.repeat(1000)}end",,http,`, GOOD);
    expect(rows).toEqual(['web/s0', 'web/s1']);
    expect(count).toBe(1002);
  });

  test('quotes in the middle of a cell are part of it, as HAProxy 1.5 writes them', () => {
    const { problems, cell } = read('web,s1,3,UP,1,1,,2,L7STS,said "no",,http,');
    expect(problems).toEqual([]);
    expect(cell(0, 'last_chk')).toBe('said "no"');
  });

  test('what looks like a header inside of a quoted cell is text', () => {
    const { rows, problems } = read(
      'web,s1,3,UP,1,1,,2,L7STS,,"\n# pxname,svname,x\nName: HAProxy\n",http,',
      BACKEND,
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1', 'web/BACKEND']);
  });
});

describe('rows that do not fit the header', () => {
  test.each([
    [
      'short, behind the type',
      'web,s1,3,UP,1,1,,2,L4OK',
      1,
      'the row has 9 cells, the header 13; the missing ones are taken as empty',
    ],
    ['short, before the type', 'web,s1,3,UP,1', 0, 'the row ends before its column type'],
    ['long', `${GOOD}7,`, 0, 'the row has 14 cells, the header 13'],
    [
      'shifted to the left',
      'web,s1,3,UP1,1,,2,L4OK,,,tcp,',
      0,
      `column type holds "L4OK": the row's cells are shifted or damaged`,
    ],
    [
      'shifted so that the type fits',
      'web,s1,3,UP 1,1,2,2,L4OK,,,,tcp,',
      0,
      `column type holds "L4OK": the row's cells are shifted or damaged`,
    ],
    [
      'type in tracked',
      'web,s1,3,UP,1,1,2,2,,,,tcp,',
      0,
      'column tracked holds "2": the row\'s cells are shifted or damaged',
    ],
    [
      'a frontend by type and a server by name',
      'web,s1,3,OPEN,1,1,,0,,,,tcp,',
      0,
      `column type holds "0": the row's cells are shifted or damaged`,
    ],
    [
      'a type out of Object',
      'web,s1,3,OPEN,1,1,,constructor,,,,tcp,',
      0,
      `column type holds "constructor": the row's cells are shifted or damaged`,
    ],
    [
      'no name',
      'web,,3,UP,1,1,,2,L4OK,,,tcp,',
      0,
      'the row does not begin with the names of a proxy and of its part',
    ],
    ['text', 'Unknown command.', 0, 'the row does not begin with the names of a proxy and of its part'],
    [
      'status',
      'web,s1,3,SIDEWAYS,1,1,,2,,,,tcp,',
      1,
      'column status holds "SIDEWAYS", which is no known status',
    ],
    [
      'check status',
      'web,s1,3,UP,1,1,,2,l4ok!,,,tcp,',
      1,
      'column check_status holds "l4ok!", which is no check status',
    ],
  ])('%s', (_title, line, kept, problem) => {
    const { rows, problems } = read(line, BACKEND);
    expect(rows).toEqual([...(kept === 1 ? ['web/s1'] : []), 'web/BACKEND']);
    expect(problems).toEqual([`2: ${problem}`]);
  });

  test('a row of names alone has no figures, which is not zero', () => {
    const { rows, problems, cell } = read('web,s1,,,,,,,,,,,');
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1']);
    expect(cell(0, 'scur')).toBe('');
  });

  test('the comma at the end may be missing, and there may be more of them', () => {
    const { rows, problems } = read(GOOD.slice(0, -1), `${BACKEND},,`);
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1', 'web/BACKEND']);
  });

  test('a shifted module section', () => {
    const { rows, problems } = outcome(
      '# pxname,svname,type,agg_server_status,-,h2_open_connections,\nweb,BACKEND,1,-,1,2,\nweb,FRONTEND,0,,-,3,\n',
    );
    expect(rows).toEqual(['web/FRONTEND']);
    expect(problems).toEqual([`2: column - holds "1": the row's cells are shifted or damaged`]);
  });
});

describe('numbers', () => {
  test('text in a numeric column is left out and told of once a column', () => {
    const { problems, cell } = read(
      'web,s0,many,UP,1,1,,2,,,,tcp,',
      'web,s1,few,UP,1e999,1,,2,,,,tcp,',
      BACKEND,
    );
    expect(problems).toEqual([
      '2: column scur holds what is not a number and is left out, in 2 rows',
      '3: column weight holds what is not a number and is left out',
    ]);
    expect([cell(0, 'scur'), cell(1, 'scur'), cell(1, 'weight'), cell(2, 'scur')]).toEqual(['', '', '', '3']);
  });

  test('a counter below zero is 0', () => {
    const { problems, cell } = read('web,s1,18446744073709551615,UP,1,1,,2,,,,tcp,');
    expect(problems).toEqual(['2: column scur has gone below zero and is taken as 0']);
    expect(cell(0, 'scur')).toBe('0');
  });
});

describe('repeated rows', () => {
  test('the first counts', () => {
    const { problems, records, cell } = read(GOOD, 'web,s1,4,UP,1,1,,2,L4OK,,,tcp,');
    expect(problems).toEqual(['3: the row repeats the one in line 2']);
    expect(records.rows).toHaveLength(1);
    expect(cell(0, 'scur')).toBe('3');
  });

  test('half a row does not hide a whole one', () => {
    const { problems, cell } = read('web,s1,4,UP,1,1,,2', GOOD);
    expect(problems).toEqual([
      '2: the row has 8 cells, the header 13; the missing ones are taken as empty',
      '3: the row repeats the one in line 2',
    ]);
    expect(cell(0, 'scur')).toBe('3');
  });

  test('other processes and other scopes have rows of their own', () => {
    const { rows, problems } = read(GOOD, 'web,s1,4,UP,1,2,,2,L4OK,,,tcp,', 'web,s1,4,OPEN,1,1,,3,,,,tcp,');
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1', 'web/s1', 'web/s1']);
  });
});

describe('headers and line ends', () => {
  test('CRLF', () => {
    const { rows, problems, cell } = outcome(
      `${HEADER}\r\n${GOOD}\r\nweb,s2,3,UP,1,1,,2,L7STS,"a, b",,http,\r\nweb,s3,3,UP,1,1,,2,L7STS,,,"http"\r\n`,
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1', 'web/s2', 'web/s3']);
    expect([cell(0, 'mode'), cell(1, 'mode'), cell(2, 'mode')]).toEqual(['tcp', 'http', 'http']);
  });

  test('the header comes again', () => {
    const { rows, problems } = read(GOOD, '', HEADER, 'web,s1,4,UP,1,2,,2,L4OK,,,tcp,', '');
    expect(problems).toEqual([]);
    expect(rows).toEqual(['web/s1', 'web/s1']);
  });

  test('another header is told of, and the rows behind it are read where they fit the first', () => {
    const { rows, problems } = read(GOOD, '# pxname,svname,other,', BACKEND);
    expect(rows).toEqual(['web/s1', 'web/BACKEND']);
    expect(problems).toEqual(['3: the header is not the one above, or too long for one of HAProxy']);
  });

  test('without the `# `, behind other lines, with unknown, missing and repeated columns', () => {
    const { rows, problems, cell } = outcome('Date: today\npxname,svname,new,scur,scur,\nweb,s1,x,3,4,\n');
    expect(rows).toEqual(['web/s1']);
    expect(problems).toEqual(['1: there is no header above this line']);
    expect([cell(0, 'new'), cell(0, 'scur')]).toEqual(['x', '3']);
  });

  test('a text that ends inside of a row', () => {
    const { rows, problems, cell } = outcome(`${HEADER}\n${GOOD}\nweb,s2,31,UP,1,1,,2,L4O`);
    expect(rows).toEqual(['web/s1', 'web/s2']);
    expect(problems).toEqual(['3: the text ends inside this row, whose last cell is left out']);
    expect([cell(1, 'scur'), cell(1, 'check_status')]).toEqual(['31', '']);
  });

  test('a text that ends behind the last row without a line feed', () => {
    const { rows, problems } = outcome(`${HEADER}\n${GOOD}`);
    expect(rows).toEqual(['web/s1']);
    expect(problems).toEqual([]);
  });

  test.each([
    ['', 'not HAProxy statistics CSV: the text is empty'],
    ['<!DOCTYPE html>', 'not HAProxy statistics CSV: it begins with "<!DOCTYPE html>"'],
    ['id,pid,sent,', 'not HAProxy statistics CSV: it begins with "id,pid,sent,"'],
    [
      `# pxname,svname,${'x,'.repeat(1100)}\n`,
      `not HAProxy statistics CSV: it begins with "# pxname,svname,${'x,'.repeat(22)}"`,
    ],
  ])('no statistics: %#', (text, message) => {
    expect(() => parseHaproxyStats(text)).toThrow(message);
  });
});
