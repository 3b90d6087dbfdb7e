import { expect, test } from 'vitest';
import { parseHaproxyAnswer } from '../../../src/parsers/haproxy/answer.ts';
import { fixture } from '../../support/fixture.ts';

const INFO = fixture('haproxy', '2.6-show-info.txt');
const STAT = fixture('haproxy', '2.6-show-stat.txt');

test.each([
  ['show info, then show stat', `${INFO}${STAT}`, 1, 15],
  ['show stat, then show info', `${STAT}${INFO}`, 1, 15],
  ['without empty lines between', `${STAT.trimEnd()}\n${INFO.trimEnd()}\n${STAT.slice(0, 20)}`, 1, 15],
  ['show stat alone', STAT, 0, 15],
  ['show info alone', INFO, 1, 0],
])('%s', (_title, text, infos, rows) => {
  const { records } = parseHaproxyAnswer(text);
  expect(records.infos).toHaveLength(infos);
  expect(records.stats.rows).toHaveLength(rows);
});

test('two processes, one behind the other', () => {
  const { records, problems } = parseHaproxyAnswer(fixture('haproxy', '1.8.0-nbproc-2-info-and-stat.txt'));
  expect(problems.kept).toEqual([]);
  expect(
    records.infos.map((info) => [info.get('Process_num'), info.get('Pid'), info.get('CurrConns')]),
  ).toEqual([
    ['1', '2001', '1'],
    ['2', '2002', '2'],
  ]);
  expect(records.stats.rows.map(({ process, proxy, name }) => `${process} ${proxy}/${name}`)).toEqual([
    '1 main/FRONTEND',
    '1 app/app1',
    '1 app/BACKEND',
    '2 main/FRONTEND',
    '2 app/app1',
    '2 app/BACKEND',
  ]);
});

test('the same process twice', () => {
  const { records, problems } = parseHaproxyAnswer(`${INFO}${STAT}${INFO}`);
  expect(records.infos).toHaveLength(1);
  expect(problems.kept).toEqual([
    { line: 89, reason: 'show info repeats process 1, of which the first one counts', text: 'Name: HAProxy' },
  ]);
});

test('a checked server cannot begin a new part', () => {
  const header = '# pxname,svname,status,type,check_desc,mode,';
  const { records, problems } = parseHaproxyAnswer(
    `Name: HAProxy\n\n${header}\nweb,s1,UP,2,"x\n\nName: Evil\nPid: 1\n\n# pxname,svname,\n",tcp,\nweb,s2,UP,2,,tcp,\n\n`,
  );
  expect(problems.kept).toEqual([]);
  expect(records.infos).toEqual([new Map([['Name', 'HAProxy']])]);
  expect(records.stats.rows.map(({ name, line }) => [name, line])).toEqual([
    ['s1', 4],
    ['s2', 11],
  ]);
});

test('lines around the parts are told of', () => {
  const { records, problems } = parseHaproxyAnswer(`> show info\n${INFO}`);
  expect(records.infos).toHaveLength(1);
  expect(problems.kept).toEqual([
    { line: 1, reason: 'there is no header above this line', text: '> show info' },
  ]);
});

test('neither', () => {
  expect(() => parseHaproxyAnswer("Unknown command: 'show'. Please enter one of")).toThrow(
    `not HAProxy statistics CSV or show info: it begins with "Unknown command: 'show'. Please enter one of"`,
  );
});

test('a file with a byte order mark is read like one without', () => {
  const text = '# pxname,svname,status,type,\nweb,FRONTEND,OPEN,0,\n';
  const { records, problems } = parseHaproxyAnswer(`\ufeff${text}`);
  expect(records.stats.rows).toEqual(parseHaproxyAnswer(text).records.stats.rows);
  expect([records.stats.rows.length, problems.count]).toEqual([1, 0]);
});
