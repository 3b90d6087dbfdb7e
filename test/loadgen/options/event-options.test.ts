import { expect, test } from 'vitest';
import { parseSettings } from '../../../src/loadgen/options/parse-settings.ts';
import type { Settings } from '../../../src/loadgen/settings.ts';
import { CONTEXT } from './support/parse.ts';

function settingsOf(...argv: readonly string[]): Settings {
  const invocation = parseSettings(argv, CONTEXT);
  if (invocation.kind !== 'run') throw new Error(`it is ${invocation.kind}`);
  return invocation.settings;
}

test('vipscopes and logs that tell what the stack does', () => {
  const { events, run } = settingsOf(
    ...['--events', 'http://ds1:9053/', '--events', '/var/log/keepalived.log', '--events', 'ds2=ds2.log'],
    ...['--events', 'https://watch@ds2:9053/scope/', '--events-password-file', 'secret'],
    ...['--keepalived-conf', 'ds1=ds1.conf', '--keepalived-conf', '/etc/keepalived/keepalived.conf'],
  );
  expect(run.ledger).toBe(true);
  expect(events).toEqual({
    sources: [
      { kind: 'vipscope', url: 'http://ds1:9053' },
      { kind: 'log', path: '/var/log/keepalived.log' },
      { kind: 'log', path: 'ds2.log', node: 'ds2' },
      { kind: 'vipscope', url: 'https://ds2:9053/scope', username: 'watch' },
    ],
    realServers: [],
    passwordFile: 'secret',
    keepalivedConfs: [{ node: 'ds1', path: 'ds1.conf' }, { path: '/etc/keepalived/keepalived.conf' }],
  });
});

test('real servers by the names that they answer with', () => {
  const { events } = settingsOf(
    ...['--events', 'http://ds1:9053', '--real-server', 'rs1=192.168.56.183'],
    ...['--real-server', 'a=b=[2001:db8::1]:53', '--real-server', '1.2.3.4=192.168.56.184:5353'],
  );
  expect(events?.realServers).toEqual([
    { name: 'rs1', address: '192.168.56.183' },
    { name: 'a=b', address: '2001:db8::1', port: 53 },
    { name: '1.2.3.4', address: '192.168.56.184', port: 5353 },
  ]);
});

test('queries go one by one where packets are counted', () => {
  const note =
    'queries go one by one (--gso off), so that the packets which directors count can be held against them';
  const counted = settingsOf('--events', 'http://ds1:9053');
  expect([counted.run.gso, counted.notes]).toEqual(['off', [note]]);
  const asked = settingsOf('--events', 'http://ds1:9053', '--gso', 'on');
  expect([asked.run.gso, asked.notes]).toEqual([
    'on',
    ['--gso on sends several queries as one packet: what directors count may be less than what is sent'],
  ]);
  for (const argv of [['--events', 'http://ds1:9053', '--gso', 'off'], ['--events', 'a.log'], ['--ledger']])
    expect(settingsOf(...argv).notes).toEqual([]);
  expect(settingsOf('--ledger').run.gso).toBe('on');
});

test('without a source nobody is asked', () => {
  expect(settingsOf('--ledger').events).toBeUndefined();
});

test.each([
  [
    ['--events', 'http://ds1:port'],
    '--events is "http://ds1:port"; write the URL of a vipscope, such as http://ds1:9053, or the path of a log of keepalived, such as ds1=FILE',
  ],
  [
    ['--events', 'http://ds1:9053/?since=0'],
    '--events is "http://ds1:9053/?since=0"; write the URL of a vipscope, such as http://ds1:9053, or the path of a log of keepalived, such as ds1=FILE',
  ],
  [
    ['--events', 'http://u@ds1:9053'],
    '--events http://ds1:9053 names a user; write the file of the password after --events-password-file',
  ],
  [
    ['--events', 'a.log', '--events-password-file', 'f'],
    '--events-password-file needs --events http://USER@HOST:PORT',
  ],
  [['--keepalived-conf', 'a.conf'], '--keepalived-conf needs --events SOURCE'],
  [['--events', 'a.log', '--real-server', 'rs1=192.0.2.7'], '--real-server needs --events http://HOST:PORT'],
  [
    ['--events', 'http://ds1:9053', '--real-server', 'rs1=rs1.example'],
    '--real-server is "rs1=rs1.example"; write a name and the address of the real server that answers by it, such as rs1=192.0.2.7 or rs1=192.0.2.7:53',
  ],
  [
    ['--events', 'a.log', '--mode', 'tcp'],
    '--events a.log and --mode tcp exclude each other: a connection that breaks takes its queries with it, and losses are told of UDP alone',
  ],
  [
    ['--events', 'a.log', '--json=a.log'],
    '--json would write over "a.log", which is read; name another file',
  ],
])('%j is refused', (argv, message) => {
  expect(() => settingsOf(...argv)).toThrow(message);
});

test('bounds on disturbances need a run that looks for them', () => {
  expect(() => settingsOf('--fail-on', 'loss>1%,outage>4s')).toThrow(
    '--fail-on outage>4s needs --ledger, which finds what was lost and for how long',
  );
  expect(settingsOf('--ledger', '--fail-on', 'outage>4s,lost>2000').output.failOn).toEqual([
    { figure: 'outage', operator: '>', value: 4, text: 'outage>4s' },
    { figure: 'lost', operator: '>', value: 2000, text: 'lost>2000' },
  ]);
});

test('a password in a URL is refused and not shown', () => {
  const refused = (): Settings => settingsOf('--events', 'http://watch:hunter2@ds1:9053');
  expect(refused).toThrow(/^--events http:\/\/ds1:9053 has a password in it.*--events-password-file FILE$/);
  expect(refused).not.toThrow('hunter2');
});
