import { describe, expect, test } from 'vitest';
import { keepalivedServerText } from '../../src/model/keepalived-server.ts';
import type { KeepalivedTracker } from '../../src/model/keepalived-tracker.ts';
import { FIRST_LINE_SECONDS, syslog, track } from './keepalived-tracking.ts';

const VS = '[192.0.2.1]:tcp:80';
const RS1 = '[192.0.2.11]:tcp:80';
const RS2 = '[192.0.2.12]:tcp:80';

function log(...messages: string[]): string[] {
  return syslog(messages, 'Keepalived_healthcheckers[800]');
}

/** `virtual real up|down|unknown` of each pair. */
function servers(tracker: KeepalivedTracker): string[] {
  return tracker.state().realServers.map(({ virtual, real, up }) => {
    const state = up === undefined ? 'unknown' : up ? 'up' : 'down';
    return `${keepalivedServerText(virtual)} ${keepalivedServerText(real)} ${state}`;
  });
}

describe('in service or not', () => {
  test.each([
    ['Adding', 'to', 'up'],
    ['Enabling', 'of', 'up'],
    ['Enabling', 'to', 'up'],
    ['Removing', 'from', 'down'],
    ['Removing', 'to', 'down'],
    ['Disabling', 'of', 'down'],
    ['Shutting down', 'from', 'down'],
  ])('%s … %s', (verb, preposition, state) => {
    const tracker = track(log(`${verb} service ${RS1} ${preposition} VS ${VS}`));
    expect(servers(tracker)).toEqual([`tcp/192.0.2.1:80 tcp/192.0.2.11:80 ${state}`]);
    expect(tracker.state().realServers[0]?.lastChangeSeconds).toBe(FIRST_LINE_SECONDS);
  });

  test('a checker that starts takes its server for one in service', () => {
    const start = [
      `Gained quorum 1+0=1 <= 2 for VS ${VS}`,
      `Activating healthchecker for service ${RS1} for VS ${VS}`,
    ];
    expect(servers(track(log(...start)))).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.11:80 up']);
  });

  test('unless it begins without quorum, as with alpha', () => {
    const tracker = track(
      log(
        `Starting with quorum down 1-0=1 > 0 for VS ${VS}`,
        `Activating healthchecker for service ${RS1} for VS ${VS}`,
      ),
    );
    expect(servers(tracker)).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.11:80 unknown']);
    expect(tracker.state().virtualServers).toMatchObject([{ quorumUp: false, quorumLost: 0 }]);
  });

  test('a reload activates checkers anew, which changes nothing', () => {
    const tracker = track(log(`Removing service ${RS1} from VS ${VS}`));
    track(log(`Activating healthchecker for service ${RS1} for VS ${VS}`), tracker);
    expect(servers(tracker)).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.11:80 down']);
  });

  test.each([
    ['Keepalived[786]', 'Starting Keepalived v2.2.7 (01/16,2022)'],
    ['Keepalived[786]', 'Healthcheck child process(800) died: Respawning'],
  ])('%s: %s', (program, message) => {
    const tracker = track(log(`Adding service ${RS1} to VS ${VS}`, `Gained quorum 1+0=1 <= 1 for VS ${VS}`));
    track(log(`Adding sorry server ${RS2} to VS ${VS}`), tracker);
    track(syslog([message], program), tracker);
    expect(servers(tracker)).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.11:80 unknown']);
    expect(tracker.state().virtualServers).toEqual([
      { virtual: { address: '192.0.2.1', protocol: 'tcp', port: 80 }, quorumGained: 1, quorumLost: 0 },
    ]);
  });
});

test('weights, quorums and sorry servers', () => {
  const tracker = track(
    log(
      `Changing weight from 1 to 7 for active service ${RS1} of VS ${VS}`,
      `Gained quorum 1+0=1 <= 2 for VS ${VS}`,
      `Lost quorum 1-0=1 > 0 for VS ${VS}`,
      `Adding sorry server ${RS2} to VS ${VS}`,
      'Lost quorum 1-0=1 > 0 for VS FWM 10',
    ),
  );
  expect(tracker.state().realServers).toMatchObject([{ weight: 7, events: {} }]);
  expect(tracker.state().virtualServers).toEqual([
    {
      virtual: { address: '192.0.2.1', protocol: 'tcp', port: 80 },
      quorumUp: false,
      quorumGained: 1,
      quorumLost: 1,
      sorryServerActive: true,
    },
    { virtual: { mark: 10 }, quorumUp: false, quorumGained: 0, quorumLost: 1 },
  ]);
});

test('protocols, ports and groups are told apart as the log gives them', () => {
  const tracker = track(
    log(
      'Adding service [192.0.2.11]:53 to VS [192.0.2.1]:53',
      'Adding service [192.0.2.11]:udp:53 to VS [192.0.2.1]:udp:53',
      'Removing service [192.0.2.11]:tcp:53 to VS [192.0.2.1]:tcp:53',
      'Adding service [192.0.2.11]:tcp:53 to VS [dns]:0',
    ),
  );
  expect(servers(tracker)).toEqual([
    '192.0.2.1:53 192.0.2.11:53 up',
    'udp/192.0.2.1:53 udp/192.0.2.11:53 up',
    'tcp/192.0.2.1:53 tcp/192.0.2.11:53 down',
    'group/dns:0 tcp/192.0.2.11:53 up',
  ]);
});

describe('what a reload takes out of the configuration is forgotten', () => {
  const both = [`Adding service ${RS1} to VS ${VS}`, `Removing service ${RS2} from VS ${VS}`];

  test('a real server in service', () => {
    const tracker = track(log(...both));
    track(log(`service ${RS1} no longer exist`, `Removing service ${RS1} from VS ${VS}`), tracker);
    expect(servers(tracker)).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.12:80 down']);
  });

  test('a real server that was down, of which no other line follows', () => {
    const tracker = track(log(...both));
    track(log(`service ${RS2} no longer exist`), tracker);
    expect(servers(tracker)).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.11:80 up']);
  });

  test('a real server of one virtual server of several', () => {
    const tracker = track(log(...both, `Adding service ${RS1} to VS FWM 10`));
    track(log(`service ${RS1} no longer exist`, `Removing service ${RS1} from VS FWM 10`), tracker);
    expect(servers(tracker)).toEqual([
      'tcp/192.0.2.1:80 tcp/192.0.2.11:80 up',
      'tcp/192.0.2.1:80 tcp/192.0.2.12:80 down',
    ]);
  });

  test('a virtual server with its real servers, which comes back later', () => {
    const tracker = track(log(...both, `Gained quorum 1+0=1 <= 1 for VS ${VS}`));
    track(log(`Removing Virtual Server ${VS}`, `Removing service ${RS1} from VS ${VS}`), tracker);
    expect(servers(tracker)).toEqual([]);
    expect(tracker.state().virtualServers).toEqual([]);
    track(log(`Adding service ${RS1} to VS ${VS}`, `Removing service ${RS1} from VS ${VS}`), tracker);
    expect(servers(tracker)).toEqual(['tcp/192.0.2.1:80 tcp/192.0.2.11:80 down']);
  });

  test('a virtual server group', () => {
    const tracker = track(
      log(`Adding service ${RS1} to VS [web]:0`, 'Gained quorum 1+0=1 <= 1 for VS [web]:0'),
    );
    track(log('Removing Virtual Server Group [web]', `Removing service ${RS1} from VS [web]:0`), tracker);
    expect(servers(tracker)).toEqual([]);
    expect(tracker.state().virtualServers).toEqual([]);
  });
});
