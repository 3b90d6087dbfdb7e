import { expect, test } from 'vitest';
import { parseHaproxyInfo } from '../../../src/parsers/haproxy/info.ts';
import { fixture } from '../../support/fixture.ts';

test('2.6', () => {
  const { records, problems } = parseHaproxyInfo(fixture('haproxy', '2.6-show-info.txt'));
  expect(problems.kept).toEqual([]);
  expect(records.size).toBe(70);
  expect(records.get('Version')).toBe('2.6.12-1+deb12u4');
  expect(records.get('Uptime')).toBe('0d 0h00m06s');
  expect(records.get('description')).toBe('edge lb, "blue" site');
  expect(records.get('Unstoppable Jobs')).toBe('0');
  expect(records.get('TotalSplicdedBytesOut')).toBe('0');
  expect(records.get('Start_time_sec')).toBe('1795167958');
});

test('1.4, whose description begins with a quote of its own', () => {
  const { records, problems } = parseHaproxyInfo(fixture('haproxy', '1.4.0-show-info.txt'));
  expect(problems.kept).toEqual([]);
  expect(records.get('Memmax_MB')).toBe('512');
  expect(records.get('Ulimit-n')).toBe('8041');
  expect(records.get('description')).toBe('"edge" lb: blue');
});

test('a quoted description of several lines', () => {
  const { records, problems } = parseHaproxyInfo(
    'Name: HAProxy\ndescription: "a\n\nb: ""c"""\nStopping: 0\n',
  );
  expect(problems.kept).toEqual([]);
  expect([...records]).toEqual([
    ['Name', 'HAProxy'],
    ['description', 'a\n\nb: "c"'],
    ['Stopping', '0'],
  ]);
});

test('a description whose quote is never closed does not swallow what follows', () => {
  const { records } = parseHaproxyInfo('Name: HAProxy\r\ndescription: "open\r\nStopping: 0\r\n');
  expect(records.get('description')).toBe('"open');
  expect(records.get('Stopping')).toBe('0');
});

test('lines and values that are none', () => {
  const { records, problems } = parseHaproxyInfo(
    'Name: HAProxy\nno colon\n: no key\nMaxconn: lots\nCurrConns: 18446744073709551615\nnode:\nNew_key: any text\nTainted: 0x4\n',
  );
  expect(problems.kept).toEqual([
    { line: 2, reason: 'the line is not `Key: value` of show info', text: 'no colon' },
    { line: 3, reason: 'the line is not `Key: value` of show info', text: ': no key' },
    { line: 4, reason: 'Maxconn is not a number and is left out', text: 'Maxconn: lots' },
    {
      line: 5,
      reason: 'CurrConns has gone below zero and is taken as 0',
      text: 'CurrConns: 18446744073709551615',
    },
  ]);
  expect([...records]).toEqual([
    ['Name', 'HAProxy'],
    ['CurrConns', '0'],
    ['node', ''],
    ['New_key', 'any text'],
    ['Tainted', '0x4'],
  ]);
});

test('something else', () => {
  expect(() => parseHaproxyInfo('# pxname,svname,\n')).toThrow(
    `not HAProxy's show info: it begins with "# pxname,svname, "`,
  );
});
