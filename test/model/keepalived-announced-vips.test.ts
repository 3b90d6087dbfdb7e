import { describe, expect, test } from 'vitest';
import type { VrrpInstanceState } from '../../src/model/keepalived.ts';
import { KeepalivedTracker } from '../../src/model/keepalived-tracker.ts';
import { FIRST_LINE_SECONDS, syslog, track } from './keepalived-tracking.ts';

function instances(
  messages: readonly string[],
): Pick<VrrpInstanceState, 'name' | 'vips' | 'lastGarpSeconds'>[] {
  return track(syslog(messages))
    .state()
    .instances.map(({ name, vips, lastGarpSeconds }) => ({
      name,
      ...(vips !== undefined && { vips }),
      ...(lastGarpSeconds !== undefined && { lastGarpSeconds: lastGarpSeconds - FIRST_LINE_SECONDS }),
    }));
}

const MASTER = 'VRRP_Instance(VI_1) Entering MASTER STATE';

describe('the addresses that an instance announces, and when it last did', () => {
  test.each<[string, readonly string[], unknown]>([
    ['announces nothing', [MASTER], [{ name: 'VI_1' }]],
    [
      'keepalived 1.2.19 and before',
      [MASTER, 'VRRP_Instance(VI_1) Sending gratuitous ARPs on eth2 for 192.168.56.185'],
      [{ name: 'VI_1', vips: ['192.168.56.185'], lastGarpSeconds: 1 }],
    ],
    [
      'later ones, which log each packet without its instance',
      [
        MASTER,
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.1',
        'Sending gratuitous ARP on eth0 for 192.0.2.1',
        'Sending gratuitous ARP on eth0 for 192.0.2.99',
      ],
      [{ name: 'VI_1', vips: ['192.0.2.1'], lastGarpSeconds: 2 }],
    ],
    [
      'IPv6, however it is spelled, and each address once',
      [
        MASTER,
        '(VI_1) Sending/queueing Unsolicited Neighbour Adverts on eth0 for 2001:db8:0:0::1',
        '(VI_1) Sending/queueing Unsolicited Neighbour Adverts on eth0 for 2001:db8::1',
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.1',
      ],
      [{ name: 'VI_1', vips: ['2001:db8::1', '192.0.2.1'], lastGarpSeconds: 3 }],
    ],
    [
      'two instances keep theirs apart',
      [
        MASTER,
        '(VI_2) Entering MASTER STATE',
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.1',
        '(VI_2) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.2',
        'Sending gratuitous ARP on eth0 for 192.0.2.1',
      ],
      [
        { name: 'VI_1', vips: ['192.0.2.1'], lastGarpSeconds: 4 },
        { name: 'VI_2', vips: ['192.0.2.2'], lastGarpSeconds: 3 },
      ],
    ],
    [
      'a backup still knows them',
      [
        MASTER,
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.1',
        '(VI_1) Entering BACKUP STATE',
        'Sending gratuitous ARP on eth0 for 192.0.2.1',
      ],
      [{ name: 'VI_1', vips: ['192.0.2.1'], lastGarpSeconds: 1 }],
    ],
    [
      'what it announces as MASTER again is all that it has',
      [
        MASTER,
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.1',
        '(VI_1) Entering BACKUP STATE',
        '(VI_1) Entering MASTER STATE',
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.2',
        '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.3',
      ],
      [{ name: 'VI_1', vips: ['192.0.2.2', '192.0.2.3'], lastGarpSeconds: 5 }],
    ],
  ])('%s', (_, messages, expected) => {
    expect(instances(messages)).toEqual(expected);
  });

  test('64 of an instance', () => {
    const lines = Array.from(
      { length: 70 },
      (_, n) => `(VI_1) Sending/queueing gratuitous ARPs on eth0 for 10.0.0.${n}`,
    );
    const [instance] = instances([MASTER, ...lines]);
    expect(instance?.vips).toHaveLength(64);
    expect(instance?.lastGarpSeconds).toBe(70);
  });

  test('a state that was saved before they were kept is taken', () => {
    const saved = track(syslog([MASTER])).save();
    expect(JSON.stringify(saved)).not.toContain('vips"');
    expect(KeepalivedTracker.restore(saved).state().instances).toMatchObject([
      { name: 'VI_1', state: 'MASTER' },
    ]);
  });
});
