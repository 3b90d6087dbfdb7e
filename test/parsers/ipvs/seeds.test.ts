import { expect, test } from 'vitest';
import { endpointText, type IpvsTable, virtualServerKey } from '../../../src/model/ipvs.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';

/** Tables as operators' notes have them, to the byte: some end in nine blanks, some were stripped. */
const BOTH_SERVERS = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
UDP  192.168.56.185:53 wrr
  -> 192.168.56.183:53            Route   1      0          0         
  -> 192.168.56.184:53            Route   1      0          0         
`;
const ONE_SERVER = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
UDP  192.168.56.185:53 wrr
  -> 192.168.56.184:53            Route   1      0          0         
`;
const EMPTY = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;
const TUNNELS_BY_NAME = `TCP  172.16.0.1:http wlc
  -> 172.16.0.30:http             Tunnel  1      0          0
  -> 172.16.0.20:http             Tunnel  1      0          0
  -> 172.16.0.10:http             Tunnel  1      0          0
`;
const ROUTES_BY_ALIAS = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  172.16.0.1:www wlc
  -> 172.16.0.20:www              Route   1      0          0
  -> 172.16.0.10:www              Route   1      0          0
`;

function parsed(text: string): IpvsTable {
  const { records, problems } = parseIpvsText(text);
  expect(problems.kept).toEqual([]);
  return records;
}

function realServers(table: IpvsTable): string[] {
  return table.virtualServers.flatMap((virtual) =>
    virtual.realServers.map((real) => `${virtualServerKey(virtual)} ${endpointText(real)}`),
  );
}

test('two name servers behind one address', () => {
  const real = { port: 53, forward: 'Route', weight: 1, activeConnections: 0, inactiveConnections: 0 };
  expect(parsed(BOTH_SERVERS)).toEqual({
    version: '1.2.1',
    connectionTableSize: 4096,
    virtualServers: [
      {
        protocol: 'UDP',
        address: '192.168.56.185',
        port: 53,
        family: 'ipv4',
        scheduler: 'wrr',
        schedulerFlags: [],
        onePacket: false,
        realServers: [
          { address: '192.168.56.183', ...real },
          { address: '192.168.56.184', ...real },
        ],
      },
    ],
  });
});

test('the server that stopped is missing', () => {
  expect(realServers(parsed(BOTH_SERVERS))).toEqual([
    'udp/192.168.56.185:53 192.168.56.183:53',
    'udp/192.168.56.185:53 192.168.56.184:53',
  ]);
  expect(realServers(parsed(ONE_SERVER))).toEqual(['udp/192.168.56.185:53 192.168.56.184:53']);
});

test('an empty table is a table', () => {
  expect(parsed(EMPTY)).toEqual({ version: '1.2.1', connectionTableSize: 4096, virtualServers: [] });
});

test('ports by name keep their name, and the order is kept', () => {
  const table = parsed(TUNNELS_BY_NAME);
  expect(table.virtualServers[0]).toMatchObject({ port: 80, portName: 'http', scheduler: 'wlc' });
  expect(table.virtualServers[0]?.realServers).toEqual(
    ['172.16.0.30', '172.16.0.20', '172.16.0.10'].map((address) => ({
      address,
      port: 80,
      portName: 'http',
      forward: 'Tunnel',
      weight: 1,
      activeConnections: 0,
      inactiveConnections: 0,
    })),
  );
});

test('http on one host and www on another are one virtual server', () => {
  const keys = [TUNNELS_BY_NAME, ROUTES_BY_ALIAS].flatMap((text) =>
    parsed(text).virtualServers.map(virtualServerKey),
  );
  expect(keys).toEqual(['tcp/172.16.0.1:80', 'tcp/172.16.0.1:80']);
  expect(realServers(parsed(ROUTES_BY_ALIAS))).toEqual([
    'tcp/172.16.0.1:80 172.16.0.20:80',
    'tcp/172.16.0.1:80 172.16.0.10:80',
  ]);
});

test('timeouts', () => {
  expect(parsed('Timeout (tcp tcpfin udp): 900 120 300\n')).toEqual({
    virtualServers: [],
    timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
  });
});

test('commands of a script for masquerading', () => {
  const table = parsed(`sudo ipvsadm -A -t 172.16.0.1:80 -s wlc
sudo ipvsadm -a -t 172.16.0.1:80 -r 192.168.0.4:80 -m
sudo ipvsadm -a -t 172.16.0.1:80 -r 192.168.0.5:80 -m -w 2
`);
  expect(table.virtualServers[0]).toMatchObject({ address: '172.16.0.1', port: 80, scheduler: 'wlc' });
  expect(table.virtualServers[0]?.realServers).toEqual([
    { address: '192.168.0.4', port: 80, forward: 'Masq', weight: 1 },
    { address: '192.168.0.5', port: 80, forward: 'Masq', weight: 2 },
  ]);
});

test.each([
  ['-i', '', 'Tunnel'],
  ['-g', 'ipvsadm -C\n', 'Route'],
])('commands of a script with %s, real servers without a port', (option, before, forward) => {
  const table = parsed(`${before}ipvsadm -A -t 172.16.0.1:80 -s wlc
ipvsadm -a -t 172.16.0.1:80 -r 172.16.0.10 ${option}
ipvsadm -a -t 172.16.0.1:80 -r 172.16.0.20 ${option}
ipvsadm -a -t 172.16.0.1:80 -r 172.16.0.30 ${option}
`);
  expect(table.virtualServers[0]?.realServers).toEqual(
    ['172.16.0.10', '172.16.0.20', '172.16.0.30'].map((address) => ({
      address,
      port: 80,
      forward,
      weight: 1,
    })),
  );
});
