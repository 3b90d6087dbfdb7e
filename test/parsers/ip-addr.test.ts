import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InterfaceAddress } from '../../src/model/vip.ts';
import { FormatError } from '../../src/parsers/format-error.ts';
import { parseIpAddr } from '../../src/parsers/ip-addr.ts';
import { fixture } from '../support/fixture.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
/** Ample even for the long run of 100,000. */
const TIMEOUT_MS = 600_000;

function addresses(text: string): readonly InterfaceAddress[] {
  const { records, problems } = parseIpAddr(text);
  expect(problems.kept).toEqual([]);
  return records;
}

function places(text: string): string[] {
  return addresses(text)
    .map((place) => `${place.label ?? place.interface} ${place.address}/${place.prefixLength}`)
    .sort();
}

const ALL = [
  'dummy0 10.7.0.1/32',
  'dummy0 fe80::5037:99ff:fe59:d840/64',
  'lo 127.0.0.1/8',
  'lo ::1/128',
  'lo:0 192.168.56.186/32',
  'tunl0 172.16.0.1/32',
  'v0 192.168.56.181/24',
  'v0 192.168.56.185/24',
  'v0 2001:db8::185/128',
  'v0 fe80::28ea:27ff:fe70:7312/64',
  'v1 10.8.0.1/32',
  'v1 fe80::cc0f:7dff:fe34:a50b/64',
];

test.each(['ip-addr.txt', 'ip-o-addr.txt', 'ip-j-addr.json'])('%s has all addresses of the host', (name) => {
  expect(places(fixture('ip', name))).toEqual(ALL);
});

test('ip -br addr has them without labels', () => {
  expect(places(fixture('ip', 'ip-br-addr.txt'))).toEqual(
    ALL.map((place) => place.replace('lo:0', 'lo')).sort(),
  );
});

test('ifconfig does not show secondary addresses without a label', () => {
  expect(places(fixture('ip', 'ifconfig-a.txt'))).toEqual(
    ALL.filter((place) => place !== 'v0 192.168.56.185/24'),
  );
});

test('the rows of ip addr in full', () => {
  expect(addresses(fixture('ip', 'ip-addr.txt')).filter(({ address }) => address.startsWith('192'))).toEqual([
    { interface: 'lo', label: 'lo:0', address: '192.168.56.186', prefixLength: 32, scope: 'global' },
    { interface: 'v0', address: '192.168.56.181', prefixLength: 24, scope: 'global' },
    { interface: 'v0', address: '192.168.56.185', prefixLength: 24, scope: 'global', secondary: true },
  ]);
});

test('text and JSON tell the same', () => {
  expect(addresses(fixture('ip', 'ip-j-addr.json'))).toEqual(addresses(fixture('ip', 'ip-addr.txt')));
});

/** Rows of operators' notes: CentOS 7, Debian 5, Ubuntu 8, Red Hat 5, some of them filtered by grep. */
test.each([
  [
    '    inet 192.168.56.182/24 brd 192.168.56.255 scope global noprefixroute eth2\n    inet 192.168.56.185/24 scope global secondary eth2',
    ['eth2 192.168.56.182/24', 'eth2 192.168.56.185/24'],
  ],
  [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    inet 192.168.56.185/32 brd 192.168.56.185 scope global lo:0',
    ['lo:0 192.168.56.185/32'],
  ],
  [
    '2: eth0: <BROADCAST,MULTICAST,UP,10000> mtu 1500 qdisc pfifo_fast qlen 1000\n    link/ether 00:0c:29:07:40:14 brd ff:ff:ff:ff:ff:ff\n    inet 172.16.0.2/16 brd 172.16.255.255 scope global eth0\n    inet 172.16.0.1/16 scope global secondary eth0\n    inet6 fe80::20c:29ff:fe07:4014/64 scope link\n       valid_lft forever preferred_lft forever',
    ['eth0 172.16.0.1/16', 'eth0 172.16.0.2/16', 'eth0 fe80::20c:29ff:fe07:4014/64'],
  ],
  [
    '$ ip a | grep -e inet.*eth0\n inet 192.168.10.101/24 brd 192.168.10.255 scope global eth0\n inet 192.168.10.100/32 scope global eth0',
    ['eth0 192.168.10.100/32', 'eth0 192.168.10.101/24'],
  ],
  [
    'eth0:0    Link encap:Ethernet  HWaddr 00:0C:29:15:2B:CF\n          inet addr:172.16.0.1  Bcast:172.16.0.1  Mask:255.255.255.255',
    ['eth0:0 172.16.0.1/32'],
  ],
  [
    'lo:0      Link encap:Local Loopback\n          inet addr:172.16.0.1  Mask:255.255.255.255\n          UP LOOPBACK RUNNING  MTU:16436  Metric:1',
    ['lo:0 172.16.0.1/32'],
  ],
  [
    'tunl0     Link encap:IPIP Tunnel  HWaddr\n          inet addr:172.16.0.1  Mask:255.255.255.255',
    ['tunl0 172.16.0.1/32'],
  ],
  [
    'eth0:0    Link encap:Ethernet  HWaddr 00:0C:29:C2:FC:D7\n          inet addr:172.16.0.1  Bcast:255.255.255.255  Mask:0.0.0.0',
    ['eth0:0 172.16.0.1/0'],
  ],
  [
    'eth0      Link encap:Ethernet  HWaddr 00:0C:29:15:2B:CF\n          inet6 addr: fe80::20c:29ff:fe15:2bcf/64 Scope:Link',
    ['eth0 fe80::20c:29ff:fe15:2bcf/64'],
  ],
  [
    'ppp0      Link encap:Point-to-Point Protocol\n          inet addr:10.0.0.1  P-t-P:10.0.0.2  Mask:255.255.255.255',
    ['ppp0 10.0.0.1/32'],
  ],
  [
    '[root@ds2 ~]# ip a\n2: eth0.100@eth0: <BROADCAST,UP> mtu 1500\n    inet 10.0.0.1/20 scope global eth0.100',
    ['eth0.100 10.0.0.1/20'],
  ],
  [
    '2: eth0: <BROADCAST,UP> mtu 1500\r\n    inet 10.0.0.1/20 scope global dynamic noprefixroute\r\n',
    ['eth0 10.0.0.1/20'],
  ],
  ['2: eth0: <BROADCAST,UP> mtu 1500', []],
  ['[{},{"ifname":"eth0","addr_info":[]}]', []],
  ['[]', []],
])('%j', (text, expected) => {
  expect(places(text)).toEqual(expected);
});

test.each([
  ['    inet 10.0.0.300/24 scope global eth0', 1, 'no address with its prefix length, such as 192.0.2.1/24'],
  ['    inet 10.0.0.3/33 scope global eth0', 1, 'no address with its prefix length, such as 192.0.2.1/24'],
  [
    'eth0: flags=4163<UP>  mtu 1500\n        inet 192.168.1.2  netmask 255.0.255.0  broadcast 0.0.0.0',
    2,
    'no address with its prefix length, such as 192.0.2.1/24',
  ],
  [
    '    inet6 2001:db8::1/128 scope global',
    1,
    'an address without an interface: no line above names one, and the row has no label',
  ],
  ['[7]', 1, 'an interface must be an object'],
  ['[{"ifname":"eth0"}]', 1, 'an interface needs ifname and addr_info'],
  ['[{"ifname":"eth0","addr_info":[{"local":"10.0.0.1"}]}]', 1, 'an address needs local and prefixlen'],
  [
    '[{"ifname":"eth0","addr_info":[{"local":"10.0.0.1","prefixlen":33}]}]',
    1,
    'an address needs local and prefixlen',
  ],
])('%j is a problem', (text, line, reason) => {
  const { records, problems } = parseIpAddr(text === '[7]' ? '[{},7]' : text);
  expect(records).toEqual([]);
  expect(problems.kept.map((problem) => [problem.line, problem.reason])).toEqual([[line, reason]]);
});

test.each([
  ['', 'not the output of ip addr or ifconfig: the text is empty'],
  ['ip: not found', 'not the output of ip addr or ifconfig: it begins with "ip: not found"'],
  ['[{"ifname":', 'not the output of ip -j addr: it begins with "[{\\"ifname\\":"'],
])('%j is none of the formats', (text, message) => {
  expect(() => parseIpAddr(text)).toThrow(FormatError);
  expect(() => parseIpAddr(text)).toThrow(message);
});

test.each(['yum-transcript.txt', 'numbered-configuration.txt', 'tcpdump.txt'])(
  'nothing is found in %s',
  (name) => {
    expect(() => parseIpAddr(fixture('foreign', name))).toThrow(FormatError);
  },
);

const texts = ['ip-addr.txt', 'ip-o-addr.txt', 'ip-br-addr.txt', 'ifconfig-a.txt', 'ip-j-addr.json'].map(
  (name) => fixture('ip', name),
);

function endsWell(text: string): void {
  try {
    const { records } = parseIpAddr(text);
    for (const { prefixLength } of records) expect(prefixLength).toBeLessThanOrEqual(128);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
  }
}

test('changed bytes end in records or in the one documented exception', { timeout: TIMEOUT_MS }, () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat({ max: 40 }),
    insert: fc.uint8Array({ maxLength: 8 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(change, { maxLength: 12 }), (text, changes) => {
      let bytes = Buffer.from(text);
      for (const { at, remove, insert } of changes) {
        const from = Math.floor(at * bytes.length);
        bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
      }
      endsWell(bytes.toString('utf8'));
    }),
    { numRuns: RUNS },
  );
});

test('any text, and any JSON, end in records or in the one documented exception', {
  timeout: TIMEOUT_MS,
}, () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((value) => `[{"ifname":"a","addr_info":[${value}]}]`),
      ),
      endsWell,
    ),
    { numRuns: RUNS },
  );
});

test('good rows among garbage are all found', { timeout: TIMEOUT_MS }, () => {
  const garbage = fc
    .string({ unit: fc.constantFrom(...'abcxyz01 \t.;#~%<>') })
    .filter((text) => !text.includes('inet'));
  const row = fc.tuple(fc.ipV4(), fc.nat({ max: 32 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), fc.array(garbage), (rows, noise) => {
      const lines = rows.flatMap(([address, length], index) => [
        noise[index] ?? '',
        `    inet ${address}/${length} scope global eth0`,
      ]);
      const found = parseIpAddr(['2: eth0: <UP>', ...lines].join('\n')).records;
      expect(found.map(({ address, prefixLength }) => [address, prefixLength])).toEqual(rows);
    }),
    { numRuns: RUNS },
  );
});
