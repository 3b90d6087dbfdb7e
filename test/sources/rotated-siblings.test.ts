import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { listRotatedSiblings, rotationMark } from '../../src/sources/rotated-siblings.ts';
import { withTempDir } from '../integration/support/temp-dir.ts';

test.each([
  ['syslog', 'syslog.1', '1'],
  ['syslog', 'syslog.12', '12'],
  ['syslog', 'syslog.0', '0'],
  ['syslog', 'syslog-20261120', '20261120'],
  ['syslog', 'syslog.2026-11-20', '20261120'],
  ['syslog', 'syslog-20261120-1700000000', '202611201700000000'],
  ['keepalived.log', 'keepalived.log.1', '1'],
  ['keepalived.log', 'keepalived.log-20261120', '20261120'],
  ['keepalived.log', 'keepalived-20261120.log', '20261120'],
  ['keepalived.log', 'keepalived.1.log', '1'],
])('of %s, %s is the part %s', (base, name, mark) => {
  expect(rotationMark(base, name)).toBe(mark);
});

test.each([
  ['syslog', 'syslog'],
  ['syslog', 'syslog.1.gz'],
  ['syslog', 'syslog.old'],
  ['syslog', 'syslog1'],
  ['syslog', 'auth.log.1'],
  ['syslog', 'syslog.1~'],
  ['keepalived.log', 'keepalived.log'],
  ['keepalived.log', 'keepalived-vrrp.log'],
  ['keepalived.log', 'keepalived-20261120.log.gz'],
])('of %s, %s is no readable part', (base, name) => {
  expect(rotationMark(base, name)).toBeUndefined();
});

/** Names, and how many seconds ago each was last written. */
async function listed(files: Readonly<Record<string, number>>): Promise<string[]> {
  return withTempDir('siblings', async (directory) => {
    for (const [name, ageSeconds] of Object.entries(files)) {
      writeFileSync(directory.file(name), '');
      utimesSync(directory.file(name), Date.now() / 1000, Date.now() / 1000 - ageSeconds);
    }
    mkdirSync(directory.file('syslog.7'));
    symlinkSync(directory.file('nowhere'), directory.file('syslog.8'));
    const found = await listRotatedSiblings(directory.file('syslog'));
    return found.map(({ path }) => basename(path));
  });
}

test('numbers grow with age, whatever the dates of the files', async () => {
  expect(await listed({ syslog: 0, 'syslog.10': 1, 'syslog.2': 30, 'syslog.1': 20 })).toEqual([
    'syslog.1',
    'syslog.2',
    'syslog.10',
  ]);
});

test('dates fall with age', async () => {
  expect(await listed({ 'syslog-20261101': 1, 'syslog-20261120': 9, 'syslog-20261031': 5 })).toEqual([
    'syslog-20261120',
    'syslog-20261101',
    'syslog-20261031',
  ]);
});

test('where both are used the last write tells', async () => {
  expect(await listed({ 'syslog.1': 20, 'syslog-20261120': 10, 'syslog.2': 5 })).toEqual([
    'syslog.2',
    'syslog-20261120',
    'syslog.1',
  ]);
});

test('of a log that is a symbolic link, the files beside the real one', async () => {
  await withTempDir('siblings', async (directory) => {
    mkdirSync(directory.file('real'));
    writeFileSync(directory.file('real/syslog'), '');
    writeFileSync(directory.file('real/syslog.1'), '');
    symlinkSync(directory.file('real/syslog'), directory.file('log'));
    const found = await listRotatedSiblings(directory.file('log'));
    expect(found.map(({ path }) => path)).toEqual([directory.file('real/syslog.1')]);
  });
});

test('a directory that is not there has none', async () => {
  await withTempDir('siblings', async (directory) => {
    expect(await listRotatedSiblings(directory.file('missing/syslog'))).toEqual([]);
  });
});
