import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LastChanges } from '../../../src/view/status/last-change.ts';
import { exampleEvent, TAKEN_AT_SECONDS } from '../support/example-status.ts';
import { anyEvent } from './any-status.ts';
import { logEvents } from './stack-texts.ts';

const VIRTUAL = 'udp/192.168.56.185:53';
const REAL = '192.168.56.183:53';
const SUBJECT = `${VIRTUAL} ${REAL}`;

function ofLog(log: string): LastChanges {
  const events = logEvents({ node: 'ds1', vip: '', takenAtSeconds: TAKEN_AT_SECONDS, logs: { local: log } });
  return new LastChanges(events.toReversed());
}

describe('the check that took a real server out', () => {
  test.each([
    [
      'before 1.3.9: without port and virtual server, the status in a line of its own',
      `\
Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: pid 9412 exited with status 1
Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: Misc check to [192.168.56.183] for [/etc/keepalived/UDP_CHECK.sh 192.168.56.183 53 successfully] failed.
Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: Removing service [192.168.56.183]:53 from VS [192.168.56.185]:53`,
      'Misc check failed (exited with status 1)',
    ],
    [
      '2.2',
      `\
Fri Nov 20 09:12:58 2026: Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/tmp/check.sh] failed with retry disabled (exited with status 9).
Fri Nov 20 09:12:58 2026: Removing service [192.168.56.183]:udp:53 from VS [192.168.56.185]:udp:53`,
      'Misc check failed (exited with status 9)',
    ],
    [
      'a TCP check',
      `\
Fri Nov 20 09:12:58 2026: TCP_CHECK on service [192.168.56.183]:udp:53 failed.
Fri Nov 20 09:12:58 2026: Removing service [192.168.56.183]:udp:53 from VS [192.168.56.185]:udp:53`,
      'TCP check failed',
    ],
  ])('%s', (_, log, detail) => {
    const change = ofLog(log).ofRealServer(VIRTUAL, REAL);
    expect(change).toMatchObject({ kind: 'removed', detail });
    expect(change?.line).toContain('Removing service');
  });

  test('another server has none', () => {
    const changes = ofLog(
      'Fri Nov 20 09:12:58 2026: Removing service [192.168.56.184]:udp:53 from VS [192.168.56.185]:udp:53',
    );
    expect(changes.ofRealServer(VIRTUAL, REAL)).toBeUndefined();
    expect(changes.ofRealServer(VIRTUAL, '192.168.56.184:53')).toMatchObject({ kind: 'removed' });
    expect(changes.ofRealServer(VIRTUAL, '192.168.56.184:53')).not.toHaveProperty('detail');
  });
});

const check = (secondsAgo: number) =>
  exampleEvent(secondsAgo, { kind: 'check', subject: SUBJECT, to: 'timed out', detail: 'dns check' });
const removed = (secondsAgo: number, changes = {}) =>
  exampleEvent(secondsAgo, { kind: 'removed', subject: SUBJECT, ...changes });

describe('one incident is one change', () => {
  test.each([
    ['a check right before', [check(30), removed(29)], 'removed', 29, 'DNS check timed out'],
    ['a check long before', [check(60), removed(29)], 'removed', 29, undefined],
    [
      'the table changed with the next collection',
      [check(30), removed(30), removed(28, { layer: 'ipvs', source: '' })],
      'removed',
      30,
      'DNS check timed out',
    ],
    [
      'the table gives it weight 0, which is what the log said',
      [
        check(30),
        exampleEvent(30, { kind: 'disabled', subject: SUBJECT }),
        exampleEvent(29, { layer: 'ipvs', kind: 'weight', subject: SUBJECT, from: '1', to: '0' }),
      ],
      'disabled',
      30,
      'DNS check timed out',
    ],
    [
      'the other director says why',
      [removed(31, { layer: 'ipvs' }), { ...check(30), node: 'ds2' }, removed(30, { node: 'ds2' })],
      'removed',
      30,
      'DNS check timed out',
    ],
    [
      'it came back',
      [check(30), removed(30), exampleEvent(27, { kind: 'added', subject: SUBJECT })],
      'added',
      27,
      undefined,
    ],
    [
      'two weights in a row are two changes',
      [
        exampleEvent(30, { kind: 'weight', subject: SUBJECT, from: '1', to: '2' }),
        exampleEvent(28, { kind: 'weight', subject: SUBJECT, from: '2', to: '3' }),
      ],
      'weight',
      28,
      undefined,
    ],
    [
      'a log without protocols, and a table with them',
      [
        { ...check(30), subject: '192.168.56.183' },
        removed(30, { subject: SUBJECT.slice(4) }),
        removed(28, { layer: 'ipvs' }),
      ],
      'removed',
      30,
      'DNS check timed out',
    ],
  ])('%s', (_, events, kind, secondsAgo, detail) => {
    const change = new LastChanges(events.toReversed()).ofRealServer(VIRTUAL, REAL);
    expect(change).toMatchObject({ kind, timeNs: BigInt(TAKEN_AT_SECONDS - secondsAgo) * 1_000_000_000n });
    expect(change?.detail).toBe(detail);
  });
});

test('TCP and UDP of one address are two, unless the log does not tell them apart', () => {
  const changes = new LastChanges([removed(30)]);
  expect(changes.ofRealServer('tcp/192.168.56.185:53', REAL)).toBeUndefined();
  const unsure = new LastChanges([removed(30, { subject: SUBJECT.slice(4) })]);
  expect(unsure.ofRealServer('tcp/192.168.56.185:53', REAL)).toMatchObject({ kind: 'removed' });
  expect(unsure.ofRealServer(VIRTUAL, REAL)).toMatchObject({ kind: 'removed' });
});

test('firewall marks and IPv6', () => {
  const changes = new LastChanges([
    removed(30, { subject: 'fwm/10 [2001:db8::1]:53' }),
    { ...check(20), subject: '[2001:db8::1]:53', detail: 'tcp check: refused', to: 'failed' },
    removed(20, { subject: 'udp/[2001:db8::9]:53 [2001:db8::1]:53' }),
  ]);
  expect(changes.ofRealServer('fwm/10', '[2001:db8::1]:53')).toMatchObject({ kind: 'removed' });
  expect(changes.ofRealServer('udp/[2001:db8::9]:53', '[2001:db8::1]:53')).toMatchObject({
    detail: 'TCP check failed (refused)',
  });
});

test('whatever events say', () => {
  fc.assert(
    fc.property(fc.array(anyEvent(), { maxLength: 30 }), (events) => {
      const changes = new LastChanges(events);
      const change = changes.ofRealServer('udp/192.0.2.1:53', '192.0.2.2:53');
      const isTold = events.some(
        ({ layer, kind, subject }) =>
          (layer === 'ipvs' || layer === 'keepalived') &&
          kind !== 'check' &&
          subject === 'udp/192.0.2.1:53 192.0.2.2:53',
      );
      expect(change !== undefined).toBe(isTold);
    }),
  );
});
