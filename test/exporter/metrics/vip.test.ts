import { expect, test } from 'vitest';
import {
  type ExpositionFormat,
  renderExposition,
  tieFamilies,
} from '../../../src/exporter/metrics/exposition.ts';
import { VIP_FAMILIES } from '../../../src/exporter/metrics/vip.ts';
import type { Outcome, SourceReport } from '../../../src/model/snapshot.ts';
import { type HostAddresses, hostAddresses, vipStates } from '../../../src/model/vip.ts';
import { parseIpAddr } from '../../../src/parsers/ip-addr.ts';
import { fixture } from '../../support/fixture.ts';

function render(outcome: Outcome<HostAddresses>, format: ExpositionFormat = 'prometheus'): string {
  const report: SourceReport<'vip'> = {
    subsystem: 'vip',
    source: '',
    target: 'test',
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome,
  };
  return [...renderExposition(tieFamilies(VIP_FAMILIES, [report]), format)].join('');
}

const CONFIGURED = parseIpAddr(fixture('ip', 'ip-addr.txt')).records;
const HOST: HostAddresses = {
  vips: vipStates(['192.168.56.185', '192.168.56.186', '10.0.0.1', '2001:db8::185'], CONFIGURED),
  addresses: hostAddresses(CONFIGURED),
};

test.each(['prometheus', 'openmetrics'] as const)('who has which address, in %s format', async (format) => {
  await expect(
    render({ kind: 'ok', value: HOST, problems: { count: 0, kept: [] } }, format),
  ).toMatchFileSnapshot(`../../fixtures/ip/vip.${format}.metrics`);
});

test('an address that is twice on one interface is one series', () => {
  const place = { interface: 'eth0', address: '10.0.0.1', prefixLength: 32 };
  const text = render({
    kind: 'ok',
    value: {
      vips: [{ address: '10.0.0.1', role: 'owner', on: [place, place] }],
      addresses: ['10.0.0.1'],
    },
    problems: { count: 0, kept: [] },
  });
  expect(text.match(/^vip_address_info\{/gm)).toHaveLength(1);
});

test('what failed is not up, and nothing else', () => {
  expect(render({ kind: 'failed', reason: 'no' })).toBe(
    "# HELP vip_up Whether the addresses of this host's interfaces could be read.\n# TYPE vip_up gauge\nvip_up 0\n",
  );
});
