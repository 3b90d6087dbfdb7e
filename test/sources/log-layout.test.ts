import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasProgramTags } from '../../src/sources/log-layout.ts';

const FIXTURES = new URL('../fixtures/keepalived/', import.meta.url);

test.each([
  ['rsyslog', 'Nov  1 18:49:14 ds1 sshd[77]: Accepted publickey for root'],
  ['without a pid', 'Apr 19 15:47:25 lb1 kernel: eth0: link up'],
  ['ISO dates', '2026-11-20T09:47:32.123456+08:00 lb1 Keepalived_vrrp[801]: (VI_1) Entering MASTER STATE'],
  ['BusyBox', 'Nov 20 09:47:32 lb1 daemon.info Keepalived[786]: Startup complete'],
  ['priority', '<30>Nov 20 09:47:32 lb1 Keepalived[786]: Startup complete'],
])('%s: the lines name their program', (_name, line) => {
  expect(hasProgramTags([line])).toBe(true);
});

test.each([
  ['console', 'Fri Nov 20 09:42:15 2026: Starting Keepalived v2.2.7 (01/16,2022)'],
  ['console of 1.2', 'VRRP_Instance(VI_1) Entering MASTER STATE'],
  ['console of 1.2 with a colon', 'Configuration is using : 64943 Bytes'],
  ['docker-compose', 'lb1    | Sat Sep 16 19:04:05 2023: (VI_1) Entering MASTER STATE'],
  ['docker logs -t', '2026-11-20T09:47:32.1Z Sat Sep 16 19:04:05 2023: (VI_1) Entering MASTER STATE'],
  [
    'a container through syslog',
    'Nov 20 09:42:15 lb1 lb1[77]: Fri Nov 20 09:42:15 2026: (VI_1) removing VIPs.',
  ],
  ['journalctl -o json', '{"MESSAGE":"(VI_1) Entering MASTER STATE","SYSLOG_IDENTIFIER":"Keepalived_vrrp"}'],
])('%s: nothing tells the lines of one program', (_name, line) => {
  expect(hasProgramTags([line])).toBe(false);
});

test('the majority of the first lines decides', () => {
  const syslog = 'Nov  1 18:49:14 ds1 sshd[77]: Accepted';
  expect(hasProgramTags(['rest of a torn line', syslog, syslog])).toBe(true);
  expect(hasProgramTags(['-- Logs begin at Thu 2018-11-01 --', 'other', syslog])).toBe(false);
});

test("a container's lines among others keep the log from being filtered", () => {
  const syslog = 'Nov  1 18:49:14 ds1 sshd[77]: Accepted';
  const container = 'Nov  1 18:49:14 ds1 lb1[78]: Thu Nov  1 18:49:14.123456789 2018: Startup complete';
  expect(hasProgramTags([syslog, syslog, container, syslog])).toBe(false);
});

test('real logs', () => {
  const lines = (name: string): string[] => readFileSync(new URL(name, FIXTURES), 'utf8').split('\n');
  expect(hasProgramTags(lines('2.2.7-sync-group-fault-quorum.syslog'))).toBe(true);
  expect(hasProgramTags(lines('2.2.7-ds1.console.log'))).toBe(false);
});
