import { expect, test } from 'vitest';
import { endpointText, type IpvsTable, virtualServerKey } from '../../../src/model/ipvs.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';

function read(text: string) {
  const { records, problems } = parseIpvsText(text);
  return { records, problems: problems.kept.map(({ line, reason }) => `${line}: ${reason}`) };
}

/** Without what a running table has and its rules have not: connections, the version. */
function configuration({ virtualServers }: IpvsTable): unknown {
  return virtualServers.map((virtual) => ({
    ...virtual,
    realServers: virtual.realServers.map(({ activeConnections, inactiveConnections, ...real }) => real),
  }));
}

test.each([
  ['ipvsadm-S', 'ipvsadm-L'],
  ['ipvsadm-Sn', 'ipvsadm-Ln'],
])('%s holds what %s and --tun-info show', (rules, listing) => {
  const saved = read(fixture('ipvs', ALL, `${rules}.txt`));
  const shown = read(
    fixture('ipvs', ALL, `${listing}.txt`) +
      (listing === 'ipvsadm-Ln' ? fixture('ipvs', ALL, 'ipvsadm-Ln--tun-info.txt') : ''),
  );
  expect(saved.problems).toEqual([]);
  expect(shown.problems).toEqual([]);
  const tunnels = listing === 'ipvsadm-Ln';
  const table = tunnels ? saved.records : withoutTunnels(saved.records);
  expect(configuration(table)).toEqual(configuration(shown.records));
});

function withoutTunnels(table: IpvsTable): IpvsTable {
  return {
    ...table,
    virtualServers: table.virtualServers.map((virtual) => ({
      ...virtual,
      realServers: virtual.realServers.map(({ tunnel, ...real }) => real),
    })),
  };
}

test.each([
  ['-A -t 10.0.0.1:80', { scheduler: 'wlc', onePacket: false }],
  ['-A -t 10.0.0.1:80 -s rr -p', { scheduler: 'rr', persistentSeconds: 360 }],
  ['-A -t 10.0.0.1:80 -p 600 -M 255.255.255.0', { persistentSeconds: 600, persistenceMask: '255.255.255.0' }],
  ['-A -u 10.0.0.1:5060 -s rr -p 60 pe sip ops', { persistenceEngine: 'sip', onePacket: true }],
  ['-A -u 10.0.0.1:5060 -s rr -p 60 --pe sip -o', { persistenceEngine: 'sip', onePacket: true }],
  [
    '--add-service --tcp-service=10.0.0.1:http --scheduler=sh --sched-flags=sh-port',
    { portName: 'http', schedulerFlags: ['sh-port'] },
  ],
  ['-A --sctp-service 10.0.0.1:9999', { protocol: 'SCTP', port: 9999 }],
  ['-A -f -2147483638', { protocol: 'FWM', mark: 2_147_483_658, family: 'ipv4' }],
  ['-A -f 10 -6 -s rr', { protocol: 'FWM', mark: 10, family: 'ipv6' }],
  ['-A -t 10.0.0.1 -p', { address: '10.0.0.1', port: 0 }],
  ['# /sbin/ipvsadm -A -t [2001:DB8::1]:53', { address: '2001:db8::1', port: 53, family: 'ipv6' }],
])('%s', (line, expected) => {
  const { records, problems } = read(`${line}\n`);
  expect(problems).toEqual([]);
  expect(records.virtualServers).toEqual([expect.objectContaining(expected)]);
});

test.each([
  [
    '-r 10.0.0.2:8080 -m -w 5 -x 100 -y 10',
    { port: 8080, forward: 'Masq', weight: 5, upperThreshold: 100, lowerThreshold: 10 },
  ],
  ['-r 10.0.0.2 -i', { port: 80, forward: 'Tunnel', weight: 1 }],
  ['-r 10.0.0.2', { port: 80, forward: 'Route' }],
  ['-r 10.0.0.2 -i --tun-type gue --tun-port 6080', { tunnel: 'gue:6080:-c' }],
  ['-r 10.0.0.2 -i --tun-type gre --tun-csum', { tunnel: 'gre:+c' }],
  ['-r 10.0.0.2 -i --tun-type ipip', { tunnel: 'ipip' }],
])('-a -t 10.0.0.1:80 %s', (options, expected) => {
  const { records, problems } = read(`-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 ${options}\n`);
  expect(problems).toEqual([]);
  expect(records.virtualServers[0]?.realServers).toEqual([expect.objectContaining(expected)]);
});

test('commands are carried out in turn', () => {
  const { records, problems } = read(`ipvsadm -A -t 10.0.0.9:80
ipvsadm --clear
ipvsadm -A -t 10.0.0.1:80 -s rr
ipvsadm -A -t 10.0.0.2:80 -s rr
ipvsadm -a -t 10.0.0.1:80 -r 10.0.1.1
ipvsadm -a -t 10.0.0.1:80 -r 10.0.1.2
ipvsadm -e -t 10.0.0.1:80 -r 10.0.1.2 -w 7
ipvsadm -d -t 10.0.0.1:80 -r 10.0.1.1
ipvsadm -E -t 10.0.0.1:80 -s wrr
ipvsadm -D -t 10.0.0.2:80
`);
  expect(problems).toEqual([]);
  expect(records.virtualServers.map(virtualServerKey)).toEqual(['tcp/10.0.0.1:80']);
  expect(records.virtualServers[0]?.scheduler).toBe('wrr');
  expect(
    records.virtualServers[0]?.realServers.map((real) => `${endpointText(real)} ${real.weight}`),
  ).toEqual(['10.0.1.2:80 7']);
});

test.each([
  ['-A -s rr', 'no virtual server: -t, -u, --sctp-service or -f is wanted'],
  ['-A -t', 'a virtual server such as 172.16.0.1:80 is wanted, not ""'],
  ['-A -t 1:2:3', 'a virtual server such as 172.16.0.1:80 is wanted, not "1:2:3"'],
  ['-A -f x', '-f wants a firewall mark, not "x"'],
  ['-a -t 10.0.0.1:80 -r 10.0.0.2', 'there is no virtual server tcp/10.0.0.1:80 before this line'],
  ['-A -t 10.0.0.1:80 --frobnicate 7', 'no option of ipvsadm: --frobnicate 7'],
])('%s is a problem', (line, reason) => {
  expect(read(`${line}\n`).problems).toEqual([`1: ${reason}`]);
});

test.each([
  ['-r', '-r wants a real server such as 172.16.0.10:80, not ""'],
  ['-r 10.0.0.2 -w heavy', '--weight wants a figure, not "heavy"'],
])('-a with %s is a problem', (options, reason) => {
  expect(read(`-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 ${options}\n`).problems).toEqual([`2: ${reason}`]);
});
