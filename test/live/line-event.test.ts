import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineEvents } from '../../src/live/line-event.ts';
import type { KeepalivedEvent } from '../../src/model/keepalived-event.ts';
import { parseKeepalivedLine } from '../../src/parsers/keepalived/log.ts';
import { fixture } from '../support/fixture.ts';
import { eventsOfFifo, eventsOfLog, NOW_MS, told } from './support/keepalived-log.ts';

function toldBy(lines: readonly string[]): string[] {
  return eventsOfLog(lines).map(told);
}

/** Lines of ds1's VRRP process, a second apart. */
function vrrp(...messages: readonly string[]): string[] {
  return messages.map((message, second) => {
    const time = `18:29:${String(second).padStart(2, '0')}`;
    return `Nov  1 ${time} ds1 Keepalived_vrrp[7834]: ${message}`;
  });
}

function checkers(...messages: readonly string[]): string[] {
  return messages.map((message) => `Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: ${message}`);
}

function parent(...messages: readonly string[]): string[] {
  return messages.map((message) => `Nov  1 18:30:00 ds1 Keepalived[7832]: ${message}`);
}

test('a real server that fails: its check and its removal, not the script that ended', () => {
  expect(
    toldBy(
      checkers(
        'pid 9412 exited with status 1',
        'Misc check to [192.168.56.183] for [/etc/keepalived/UDP_CHECK.sh 192.168.56.183 53 successfully] failed.',
        'Removing service [192.168.56.183]:53 from VS [192.168.56.185]:53',
      ),
    ),
  ).toEqual([
    '18:49:14 keepalived check 192.168.56.183 >failed bad (misc check: exited with status 1)',
    '18:49:14 keepalived removed 192.168.56.185:53 192.168.56.183:53 bad',
  ]);
});

test('a transition and its state are one event, and a burst of gratuitous ARPs another', () => {
  expect(
    toldBy([
      'Nov 01 18:29:40 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Transition to...E',
      'Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Entering MAST...E',
      ...Array.from(
        { length: 5 },
        () => 'Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5',
      ),
      'Hint: Some lines were ellipsized, use -l to show in full.',
    ]),
  ).toEqual([
    '18:29:41 vrrp state VI_1 >MASTER neutral',
    '18:29:41 vrrp garp eth2 neutral (gratuitous ARP or neighbour advertisement on eth2 for unknown)',
  ]);
});

test('the addresses of an instance are announced once for each time it changes', () => {
  const burst = [
    '(VI_1) Sending/queueing gratuitous ARPs on eth2 for 192.168.56.185',
    'Sending gratuitous ARP on eth2 for 192.168.56.185',
    'Sending gratuitous ARP on eth2 for 192.168.56.186',
  ];
  expect(
    toldBy(
      vrrp('(VI_1) Entering MASTER STATE', ...burst, ...burst, '(VI_1) Entering BACKUP STATE', ...burst),
    ).map((text) => text.replace(/ \(.*/, '')),
  ).toEqual([
    '18:29:00 vrrp state VI_1 >MASTER neutral',
    '18:29:01 vrrp garp VI_1 neutral',
    '18:29:07 vrrp state VI_1 MASTER>BACKUP neutral',
    '18:29:08 vrrp garp VI_1 neutral',
  ]);
});

test('a transition that comes to nothing is told with the state that follows', () => {
  expect(
    toldBy(
      vrrp(
        'VRRP_Instance(VI_1) Entering BACKUP STATE',
        'VRRP_Instance(VI_1) Transition to MASTER STATE',
        'VRRP_Instance(VI_1) Received higher prio advert',
        'VRRP_Instance(VI_1) Entering BACKUP STATE',
        'VRRP_Instance(VI_1) Now in BACKUP state',
      ),
    ),
  ).toEqual([
    '18:29:00 vrrp state VI_1 >BACKUP neutral',
    '18:29:02 vrrp election VI_1 neutral (higher priority received)',
    '18:29:03 vrrp state VI_1 >BACKUP neutral (its transition to MASTER was given up)',
  ]);
});

test('a fault with its cause, and the way out of it', () => {
  expect(
    toldBy(
      vrrp(
        '(VI_1) Entering MASTER STATE',
        'Netlink reports eth2 down',
        '(VI_1) Entering FAULT STATE',
        '(VI_1) sent 0 priority',
        'Netlink reports eth2 up',
        '(VI_1) Entering BACKUP STATE',
      ),
    ),
  ).toEqual([
    '18:29:00 vrrp state VI_1 >MASTER neutral',
    '18:29:01 vrrp interface eth2 >down bad',
    '18:29:02 vrrp state VI_1 MASTER>FAULT bad',
    '18:29:03 vrrp priority-zero VI_1 neutral (sent: it resigns)',
    '18:29:04 vrrp interface eth2 >up good',
    '18:29:05 vrrp state VI_1 FAULT>BACKUP good',
  ]);
});

test.each([
  [
    'VRRP_Script(chk_named) failed (exited with status 1)',
    'script chk_named >failed bad (exited with status 1)',
  ],
  ['VRRP_Script(chk_named) timed_out', 'script chk_named >timed out bad'],
  ['VRRP_Script(chk_named) succeeded', 'script chk_named >succeeded good'],
  ['(VI_1) Changing effective priority from 100 to 90', 'priority VI_1 100>90 bad'],
  ['(VI_1) Changing effective priority from 90 to 100', 'priority VI_1 90>100 good'],
  [
    '(VI_1) Received advert from 10.0.0.2 with lower priority 90, ours 100, forcing new election',
    'election VI_1 neutral (lower priority received from 10.0.0.2, priority 90, ours 100)',
  ],
  [
    '(VI_1) Backup received priority 0 advertisement',
    'priority-zero VI_1 neutral (received: its master resigns)',
  ],
  ['(VI_1) received an invalid passwd!', 'conflict VI_1 bad (authentication)'],
  ['(VI_1) entering FAULT state (interface eth2 down)', 'fault VI_1 bad (interface eth2)'],
  ['Quorum lost for tracked process named', 'tracked process named >down bad'],
])('%s: %s', (message, expected) => {
  expect(toldBy(vrrp(message))).toEqual([`18:29:00 vrrp ${expected}`]);
});

test.each([
  [
    'Adding service [192.168.56.183]:udp:53 to VS [192.168.56.185]:udp:53',
    'added udp/192.168.56.185:53 192.168.56.183:53 good',
  ],
  [
    'Disabling service [192.168.56.183]:53 from VS [192.168.56.185]:53',
    'disabled 192.168.56.185:53 192.168.56.183:53 bad (it stays in the table with weight 0)',
  ],
  ['Adding service [192.168.56.183]:53 to VS FWM 10', 'added fwm/10 192.168.56.183:53 good'],
  ['Removing service [192.16...', 'removed unknown unknown bad'],
  ['Lost quorum 1-0=1 > 0 for VS [192.168.56.185]:udp:53', 'quorum udp/192.168.56.185:53 >down bad'],
  [
    'Changing weight from 1 to 0 for active service [192.168.56.183]:53 of VS [192.168.56.185]:53',
    'weight 192.168.56.185:53 192.168.56.183:53 1>0 bad',
  ],
  [
    'Adding sorry server [192.168.56.189]:53 to VS [192.168.56.185]:53',
    'sorry-server 192.168.56.185:53 192.168.56.189:53 >in use bad',
  ],
  [
    'TCP_CHECK on service [192.168.56.183]:53 failed after 3 retries.',
    'check 192.168.56.183:53 >failed bad (tcp check)',
  ],
])('%s: %s', (message, expected) => {
  expect(toldBy(checkers(message))).toEqual([`18:49:14 keepalived ${expected}`]);
});

test.each([
  'TCP connection to [192.168.56.183]:53 failed.',
  'Activating healthchecker for service [192.168.56.183]:53',
  'TCP connection to [192.168.56.183]:53 success.',
  'a message of no version',
])('%s: nothing', (message) => {
  expect(toldBy(checkers(message))).toEqual([]);
});

test('a start, a reload and a stop are one event each, whatever lines they have', () => {
  expect(
    toldBy([
      ...parent('Starting Keepalived v2.2.7 (01/16,2022)', 'Startup complete'),
      ...vrrp('(VI_1) Entering MASTER STATE'),
      ...parent('Reloading ...'),
      ...vrrp('Reloading'),
      ...parent('Reload complete', 'Stopping'),
      ...vrrp('Stopped'),
      ...parent('Stopped Keepalived v2.2.7 (01/16,2022)', 'Starting Keepalived v2.2.7 (01/16,2022)'),
      ...vrrp('(VI_1) Entering BACKUP STATE (init)'),
      ...parent('Keepalived_vrrp exited unexpectedly', 'VRRP child process(7834) died: Respawning'),
    ]),
  ).toEqual([
    '18:30:00 keepalived started keepalived good (2.2.7)',
    '18:29:00 vrrp state VI_1 >MASTER neutral',
    '18:30:00 keepalived reloaded keepalived neutral',
    '18:30:00 keepalived stopped keepalived bad',
    '18:30:00 keepalived started keepalived good (2.2.7)',
    '18:29:00 vrrp state VI_1 INIT>BACKUP neutral',
    '18:30:00 keepalived child-died vrrp bad',
  ]);
});

test('a conflict that is logged with each advertisement is told once a minute', () => {
  const conflict = (time: string): string =>
    `Nov  1 ${time} ds1 Keepalived_vrrp[7834]: (VI_1) received an invalid passwd!`;
  const times = Array.from({ length: 90 }, (_, second) =>
    conflict(`18:${29 + Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`),
  );
  expect(toldBy(times)).toHaveLength(2);
});

test('two hosts in one central log do not mix', () => {
  const line = (host: string, state: string): string =>
    `Nov  1 18:29:00 ${host} Keepalived_vrrp[1]: (VI_1) Entering ${state} STATE`;
  expect(toldBy([line('ds1', 'MASTER'), line('ds2', 'BACKUP'), line('ds1', 'BACKUP')])).toEqual([
    '18:29:00 vrrp state VI_1 >MASTER neutral',
    '18:29:00 vrrp state VI_1 >BACKUP neutral',
    '18:29:00 vrrp state VI_1 MASTER>BACKUP neutral',
  ]);
});

test("the FIFO's lines, told as they are read", () => {
  const events = eventsOfFifo([
    'INSTANCE "VI_1" BACKUP 100',
    'INSTANCE "VI_1" BACKUP 100',
    'INSTANCE "VI_1" MASTER 100',
    'RS [192.168.56.183]:udp:53 [192.168.56.185]:udp:53 DOWN',
    'VS [192.168.56.185]:udp:53 DOWN',
  ]);
  expect(events.map(told)).toEqual([
    '20:00:00 vrrp state VI_1 >BACKUP neutral',
    '20:00:00 vrrp state VI_1 BACKUP>MASTER neutral',
    '20:00:00 keepalived down udp/192.168.56.185:53 192.168.56.183:53 bad',
    '20:00:00 keepalived quorum udp/192.168.56.185:53 >down bad',
  ]);
  const nowNs = BigInt(NOW_MS) * 1_000_000n;
  expect(events[0]).toMatchObject({ earliestNs: nowNs - 1_000_000_000n, latestNs: nowNs });
});

test('the line stands in its event, and a line read back that is too old gives none', () => {
  const [line = ''] = vrrp('(VI_1) Entering MASTER STATE');
  expect(eventsOfLog([line], { isHistory: true })).toEqual([
    expect.objectContaining({ line, node: 'ds1', source: 'log' }),
  ]);
  expect(eventsOfLog([line], { isHistory: true, nowMs: NOW_MS + 86_400_000 })).toEqual([]);
});

test('a line read back sets what a state came from, also where it is too old for an event', () => {
  const nowMs = NOW_MS + 86_400_000;
  const events = new LineEvents(() => 'ds1');
  const give = (text: string, isHistory: boolean) =>
    events.eventOfLine('log', parseKeepalivedLine(text, { nowMs, utcOffsetMinutes: 0 }), text, {
      isHistory,
      nowMs,
    });
  expect(give('Nov  1 10:00:00 ds1 Keepalived_vrrp[1]: (VI_1) Entering BACKUP STATE', true)).toBeUndefined();
  expect(give('Nov  2 19:59:59 ds1 Keepalived_vrrp[1]: (VI_1) Entering MASTER STATE', false)).toMatchObject({
    from: 'BACKUP',
    to: 'MASTER',
  });
});

test("a whole session of keepalived 2.2.7's tells what happened in it", () => {
  const lines = fixture('keepalived', '2.2.7-sync-group-fault-quorum.syslog').split('\n');
  const events = eventsOfLog(lines, { nowMs: Date.UTC(2026, 11, 1) });
  expect(events.length).toBe(51);
  expect(new Set(events.map(({ kind }) => kind))).toEqual(
    new Set(
      'started stopped reloaded child-died state election priority-zero sync-group garp interface check quorum added removed enabled disabled shut-down sorry-server'.split(
        ' ',
      ),
    ),
  );
});

test('whatever a line says, its event has a subject and its own line', () => {
  const kinds = fc.constantFrom<KeepalivedEvent['kind']>(
    'vrrp-state',
    'garp',
    'check',
    'lifecycle',
    'conflict',
  );
  fc.assert(
    fc.property(kinds, fc.string(), fc.string({ maxLength: 6_000 }), (kind, name, text) => {
      const events = new LineEvents(() => 'ds1');
      const event = {
        kind,
        instance: name,
        state: 'MASTER',
        how: 'entering',
        reason: name,
        real: { group: name },
        result: 'failed',
        final: true,
        type: 'tcp',
        action: 'starting',
        queued: true,
      } as KeepalivedEvent;
      const line = { class: 'parsed', truncated: false, message: text, event } as const;
      const made = events.eventOfLine('log', line, text, { isHistory: false, nowMs: NOW_MS });
      expect(made?.subject).toBeTypeOf('string');
      expect(made?.line?.length).toBeLessThanOrEqual(4_097);
    }),
  );
});
