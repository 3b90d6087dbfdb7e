import { expect, test } from 'vitest';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { nodeStatus } from '../../../src/view/status/collected/of-snapshot.ts';
import type { NodeStatus } from '../../../src/view/status/node-status.ts';
import type { StackStatus } from '../../../src/view/status/stack-status.ts';
import { datedVsXml, vsXml } from '../../../src/view/xml/vs-xml.ts';
import { fixtureSnapshot, report } from '../snapshots.ts';
import { exampleStatus } from '../support/example-status.ts';

const HEAD = '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="vs.xsl"?>';
const HEADINGS = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;

/** The status of a host whose `ipvsadm -L` printed this below its headings. */
function statusOf(listing: string): StackStatus {
  const { records } = parseIpvsText(HEADINGS + listing);
  const snapshot = fixtureSnapshot();
  const ipvs = report('ipvs', '', { kind: 'ok', value: records, problems: { count: 0, kept: [] } });
  const node = nodeStatus({ ...snapshot, reports: { ...snapshot.reports, ipvs: [ipvs] } });
  return { ...exampleStatus(), nodes: [node] };
}

test('a TCP table is the same to the byte as monitor.py writes it', () => {
  const status = statusOf(`TCP  172.16.0.1:www wlc
  -> 172.16.0.20:www              Route   1      0          0
  -> 172.16.0.10:www              Route   1      0          0
`);
  expect(vsXml(status)).toBe(
    `${HEAD}<ipvs><table><caption>172.16.0.1:www wlc</caption><node><nip>172.16.0.20</nip><nport>www</nport><forward>Route</forward><weight>1</weight><active>0</active><inact>0</inact></node><node><nip>172.16.0.10</nip><nport>www</nport><forward>Route</forward><weight>1</weight><active>0</active><inact>0</inact></node></table></ipvs>`,
  );
});

test('an empty table has no tables', () => {
  expect(vsXml(statusOf(''))).toBe(`${HEAD}<ipvs></ipvs>`);
});

/** What monitor.py took for another, or ended of. */
test.each([
  ['UDP  192.168.56.185:53 wrr', '<table protocol="udp"><caption>192.168.56.185:53 wrr</caption></table>'],
  ['TCP  10.0.0.1:http-alt rr', '<table><caption>10.0.0.1:http-alt rr</caption></table>'],
  ['TCP  www.example.com:80 rr', '<table><caption>www.example.com:80 rr</caption></table>'],
  ['TCP  [2001:db8::1]:53 mh', '<table><caption>[2001:db8::1]:53 mh</caption></table>'],
  ['SCTP 172.16.0.1:9999 rr', '<table protocol="sctp"><caption>172.16.0.1:9999 rr</caption></table>'],
  [
    'TCP  172.16.0.1:443 sh persistent 600',
    '<table flags="persistent 600"><caption>172.16.0.1:443 sh</caption></table>',
  ],
])('%s', (line, table) => {
  expect(vsXml(statusOf(`${line}\n`))).toBe(`${HEAD}<ipvs>${table}</ipvs>`);
});

test('a firewall mark has a table of its own, and its real servers are not those of the table before', () => {
  const xml = vsXml(
    statusOf(`TCP  10.0.0.1:80 rr
  -> 10.0.0.2:80                  Route   1      0          0
FWM  1 wrr
  -> 10.0.0.3:0                   Masq    1      0          0
FWM  1 IPv6 rr
  -> [2001:db8::3]:0              Tunnel  1      0          0
`),
  );
  const captions = [...xml.matchAll(/<table[^>]*><caption>(.*?)<\/caption>(?:<node><nip>(.*?)<\/nip>)/g)];
  expect(captions.map(([, caption, nip]) => [caption, nip])).toEqual([
    ['10.0.0.1:80 rr', '10.0.0.2'],
    ['FWM 1 wrr', '10.0.0.3'],
    ['FWM 1 IPv6 rr', '2001:db8::3'],
  ]);
});

test('it is of the own node, in the order of its table', () => {
  const status = exampleStatus();
  const [own, other] = status.nodes;
  if (own === undefined || other === undefined) throw new Error('the example has two nodes');
  expect(vsXml({ ...status, nodes: [other, own] })).toContain('<weight>2</weight>');
  expect(vsXml(status)).not.toContain('<weight>2</weight>');
  expect([...vsXml(status).matchAll(/<nip>(.*?)</g)].map(([, nip]) => nip)).toEqual([
    '192.168.56.183',
    '192.168.56.184',
    '192.168.56.183',
  ]);
});

test('a table that could not be read is not called empty', () => {
  const status = exampleStatus();
  const [own] = status.nodes;
  if (own === undefined) throw new Error('the example has a node');
  const { ipvs: _, ...rest } = own;
  const failed: NodeStatus = {
    ...rest,
    sources: own.sources.map((source) =>
      source.subsystem === 'ipvs' ? { ...source, state: 'failed', reason: 'ipvsadm "must" be root' } : source,
    ),
  };
  expect(vsXml({ ...status, nodes: [failed] })).toBe(
    `${HEAD}<ipvs unread="ipvsadm &quot;must&quot; be root"></ipvs>`,
  );
});

test('a file says behind the table whose it is and of when', () => {
  const status = exampleStatus();
  expect(datedVsXml(status)).toBe(`${vsXml(status)}<?vipscope node="ds1" taken="2026-11-20T09:46:43.000Z"?>`);
});
