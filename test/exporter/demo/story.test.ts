import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFrame, readRecording } from '../../../src/exporter/demo/recording.ts';
import { KeepalivedTracker } from '../../../src/model/keepalived-tracker.ts';
import { parseNamedStats } from '../../../src/parsers/bind/named-stats.ts';
import { parseHaproxyAnswer } from '../../../src/parsers/haproxy/answer.ts';
import { parseIpAddr } from '../../../src/parsers/ip-addr.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';

const recording = readRecording(readFileSync(join(import.meta.dirname, '../../../demo/recording.jsonl.gz')));

/** The files as they stand after each frame. */
function* states(): Generator<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const line of recording.frames) {
    const { files: changed, appended } = readFrame(line);
    for (const [name, content] of Object.entries(changed)) {
      if (content === null) files.delete(name);
      else files.set(name, content);
    }
    for (const [name, text] of Object.entries(appended)) files.set(name, (files.get(name) ?? '') + text);
    yield files;
  }
}

test('a real server dies and returns, then the master director does, as ds2 sees it', () => {
  const story: string[] = [];
  for (const files of states()) {
    const { records } = parseIpvsText(files.get('ipvsadm.txt') ?? '');
    const servers = records.virtualServers[0]?.realServers.map(({ address }) => address.split('.')[3]).sort();
    const addresses = parseIpAddr(files.get('ip-addr.json') ?? '').records;
    const holds = addresses.some(({ address }) => address === '192.168.56.185') ? 'holds the VIP' : 'waits';
    const chapter = `${servers?.join(' ')}, ${holds}, ds1 ${files.has('haproxy-ds1.txt') ? 'lives' : 'is dead'}`;
    if (story.at(-1) !== chapter) story.push(chapter);
  }
  expect(story).toEqual([
    '183 184, waits, ds1 lives',
    '184, waits, ds1 lives',
    '183 184, waits, ds1 lives',
    '183 184, waits, ds1 is dead',
    '183 184, holds the VIP, ds1 is dead',
    '183 184, holds the VIP, ds1 lives',
    '183 184, waits, ds1 lives',
  ]);
});

test('every recorded text is understood to its last line', () => {
  const problems: unknown[] = [];
  for (const files of states()) {
    for (const [name, text] of files) {
      if (name.startsWith('haproxy')) problems.push(...parseHaproxyAnswer(text).problems.kept);
      if (name.startsWith('named')) problems.push(...parseNamedStats(text).problems.kept);
      if (name === 'ipvsadm.txt') problems.push(...parseIpvsText(text).problems.kept);
      if (name === 'ip-addr.json') problems.push(...parseIpAddr(text).problems.kept);
    }
  }
  expect(problems).toEqual([]);
});

test.each([
  ['keepalived-ds1.log', 'MASTER', { BACKUP: 2, MASTER: 2 }],
  ['keepalived-ds2.log', 'BACKUP', { BACKUP: 2, MASTER: 1 }],
])('%s ends in %s', (name, state, transitions) => {
  const last = [...states()].at(-1)?.get(name) ?? '';
  const tracker = new KeepalivedTracker();
  for (const line of last.trimEnd().split('\n')) {
    tracker.apply(parseKeepalivedLine(line, { nowMs: recording.recordedAtMs }), { count: true });
  }
  const [instance] = tracker.state().instances;
  expect(instance?.state).toBe(state);
  expect(instance?.transitions).toMatchObject(transitions);
  expect(tracker.state().lines).toMatchObject({ unmatched: 0 });
});
