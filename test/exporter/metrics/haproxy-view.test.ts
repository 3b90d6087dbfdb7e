import { expect, test } from 'vitest';
import { haproxyView } from '../../../src/exporter/metrics/haproxy-view.ts';
import { parseHaproxyAnswer } from '../../../src/parsers/haproxy/answer.ts';

const HEADER = '# pxname,svname,scur,status,pid,type,\n';

/** Labels of servers and processes, with what tells which of two rows is shown. */
function shown(text: string): { servers: string[]; processes: string[] } {
  const value = parseHaproxyAnswer(text).records;
  const outcome = { kind: 'ok', value, problems: { count: 0, kept: [] } } as const;
  const report = { source: 'lb', target: '', durationSeconds: 0, finishedAtSeconds: 0, outcome };
  const { tables, processes } = haproxyView([{ subsystem: 'haproxy', ...report }]);
  return {
    servers: tables.flatMap(({ entries }) =>
      entries.server.map(({ labels, row }) => `${labels} ${row.cells[2]}`),
    ),
    processes: processes.map(({ labels, info }) => `${labels} ${info.get('Pid')}`),
  };
}

test('a row without its process number gives way to its whole twin, wherever that stands', () => {
  expect(
    shown(`${HEADER}web,a,9,UP,,2,\nweb,a,1,UP,1,2,\nweb,b,2,UP,1,2,\nweb,b,9,UP,,2,\n`).servers,
  ).toEqual(['source="lb",proxy="web",server="a" 1', 'source="lb",proxy="web",server="b" 2']);
});

test('and is shown where it has none', () => {
  expect(shown(`${HEADER}web,a,9,UP,,2,\nweb,b,2,UP,1,2,\n`).servers).toEqual([
    'source="lb",proxy="web",server="a" 9',
    'source="lb",proxy="web",server="b" 2',
  ]);
});

test('among several processes it is none of them', () => {
  expect(shown(`${HEADER}web,a,9,UP,,2,\nweb,b,1,UP,1,2,\nweb,b,2,UP,2,2,\n`).servers).toEqual([
    'source="lb",proxy="web",server="a" 9',
    'source="lb",process="1",proxy="web",server="b" 1',
    'source="lb",process="2",proxy="web",server="b" 2',
  ]);
});

test('a show info that was torn and comes again whole is one process', () => {
  expect(shown('Name: HAProxy\nPid: 7\n\nName: HAProxy\nPid: 8\nProcess_num: 1\n\n').processes).toEqual([
    'source="lb" 8',
  ]);
});
