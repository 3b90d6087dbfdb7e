import { expect, test } from 'vitest';
import type { IpvsTable } from '../../../../src/model/ipvs.ts';
import { mergeIpvsTables } from '../../../../src/model/ipvs-merge.ts';
import { parseIpvsText } from '../../../../src/parsers/ipvs/text.ts';
import { nodeStatus } from '../../../../src/view/status/collected/of-snapshot.ts';
import type { IpvsStatus, NodeStatus } from '../../../../src/view/status/node-status.ts';
import { ok, snapshotOf } from '../../support/snapshot-of.ts';

const AT_SECONDS = 1_795_168_003;

function collected(value: IpvsTable, atSeconds = AT_SECONDS, before?: NodeStatus): NodeStatus {
  return nodeStatus(snapshotOf({ ipvs: [ok('', value)] }, atSeconds), before);
}

function statusOf(text: string): IpvsStatus {
  const { ipvs } = collected(parseIpvsText(text).records);
  if (ipvs === undefined) throw new Error('no table');
  return ipvs;
}

/** `key scheduler flags` of virtual servers, `-> key forward weight active inactive` of real ones. */
function lines({ virtualServers }: IpvsStatus): string[] {
  return virtualServers.flatMap(({ key, scheduler, flags, realServers }) => [
    [key, scheduler, ...flags].join(' '),
    ...realServers.map((real) =>
      ['->', real.key, real.forward, real.weight, real.active, real.inactive].join(' '),
    ),
  ]);
}

const HEAD =
  'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n';

test.each([
  [
    'a director of DNS, blanks at its ends of lines',
    'UDP  192.168.56.185:53 wrr\n  -> 192.168.56.183:53            Route   1      0          0         \n  -> 192.168.56.184:53            Route   1      0          0         \n',
    ['udp/192.168.56.185:53 wrr', '-> 192.168.56.183:53 Route 1 0 0', '-> 192.168.56.184:53 Route 1 0 0'],
  ],
  [
    'the same after one real server was taken out',
    'UDP  192.168.56.185:53 wrr\n  -> 192.168.56.184:53            Route   1      0          0         \n',
    ['udp/192.168.56.185:53 wrr', '-> 192.168.56.184:53 Route 1 0 0'],
  ],
  ['an empty table', '', []],
  [
    'ports by their names, in the order of the listing',
    'TCP  172.16.0.1:http wlc\n  -> 172.16.0.30:http             Tunnel  1      0          0\n  -> 172.16.0.20:http             Tunnel  1      0          0\n  -> 172.16.0.10:http             Tunnel  1      0          0\n',
    [
      'tcp/172.16.0.1:80 wlc',
      '-> 172.16.0.30:80 Tunnel 1 0 0',
      '-> 172.16.0.20:80 Tunnel 1 0 0',
      '-> 172.16.0.10:80 Tunnel 1 0 0',
    ],
  ],
  [
    'an alias of a port',
    'TCP  172.16.0.1:www wlc\n  -> 172.16.0.20:www              Route   1      0          0\n',
    ['tcp/172.16.0.1:80 wlc', '-> 172.16.0.20:80 Route 1 0 0'],
  ],
  [
    'a mark, IPv6, host names, persistence and weight 0',
    'FWM  1 wrr\n  -> lvs-test1:http               Route   1      15312      681\nTCP  [2001:db8::1]:53 sh (sh-fallback,sh-port) persistent 600 mask 255.255.255.0 ops\n  -> [2001:db8::2]:53             Masq    0      0          0\n',
    [
      'fwm/1 wrr',
      '-> lvs-test1:80 Route 1 15312 681',
      'tcp/[2001:db8::1]:53 sh sh-fallback sh-port persistent 600 mask 255.255.255.0 ops',
      '-> [2001:db8::2]:53 Masq 0 0 0',
    ],
  ],
])('%s', (_what, rows, expected) => {
  const status = statusOf(HEAD + rows);
  expect(lines(status)).toEqual(expected);
  expect([status.version, status.connectionTableSize, status.syncDaemons]).toEqual(['1.2.1', 4096, []]);
});

test('a host without IPVS has no table', () => {
  expect(nodeStatus(snapshotOf({}))).not.toHaveProperty('ipvs');
});

const RATES_HEAD =
  'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes\n  -> RemoteAddress:Port\n';

function counted(connections: number, packets: number): IpvsTable {
  return parseIpvsText(
    `${RATES_HEAD}UDP  192.168.56.185:53 ${connections} ${packets} 0 ${packets * 60} 0\n  -> 192.168.56.183:53 ${connections} ${packets} 0 ${packets * 60} 0\n`,
  ).records;
}

const RATES = {
  connectionsPerSecond: 10,
  incomingPacketsPerSecond: 100,
  outgoingPacketsPerSecond: 0,
  incomingBytesPerSecond: 6000,
  outgoingBytesPerSecond: 0,
};

function ratesOf({ ipvs }: NodeStatus): unknown[] {
  const [server] = ipvs?.virtualServers ?? [];
  return [server?.rates, server?.realServers[0]?.rates];
}

test('rates are those between two collections where the source has none', () => {
  const first = collected(counted(100, 1000), AT_SECONDS);
  expect(ratesOf(first)).toEqual([undefined, undefined]);
  const second = collected(counted(120, 1200), AT_SECONDS + 2, first);
  expect(ratesOf(second)).toEqual([RATES, RATES]);
  // What was not read anew has the rates that it had.
  expect(ratesOf(collected(counted(120, 1200), AT_SECONDS + 2, second))).toEqual([RATES, RATES]);
});

test('rates are never negative: a counter that fell, or a clock that was set back, gives none', () => {
  const first = collected(counted(100, 1000), AT_SECONDS);
  expect(ratesOf(collected(counted(3, 30), AT_SECONDS + 1, first))).toEqual([undefined, undefined]);
  expect(ratesOf(collected(counted(120, 1200), AT_SECONDS - 5, first))).toEqual([undefined, undefined]);
});

test('figures of three digits and a letter give no rates', () => {
  const rounded = (connections: string): IpvsTable =>
    parseIpvsText(`${RATES_HEAD}UDP  192.168.56.185:53 ${connections} 1000 0 60000 0\n`).records;
  const first = collected(rounded('123K'), AT_SECONDS);
  expect(ratesOf(collected(rounded('124K'), AT_SECONDS + 1, first))).toEqual([undefined, undefined]);
});

test("the kernel's own rates go before", () => {
  const rates = parseIpvsText(
    'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\nUDP  192.168.56.185:53                   7       70        0     4200        0\n  -> 192.168.56.183:53                   7       70        0     4200        0\n',
  ).records;
  const first = collected(counted(100, 1000), AT_SECONDS);
  const second = collected(mergeIpvsTables([counted(900, 9000), rates]), AT_SECONDS + 1, first);
  expect(ratesOf(second)).toMatchObject([{ connectionsPerSecond: 7 }, { connectionsPerSecond: 7 }]);
});
