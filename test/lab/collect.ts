/**
 * Collects IPVS and the virtual IPs of the host it runs on, and writes the outcomes as JSON: collect.ts PREFIX SOURCE…
 * writes PREFIX-SOURCE.json for every source of IPVS, and PREFIX-vip.json.
 */
import { writeFileSync } from 'node:fs';
import { createIpvsCollector } from '../../src/exporter/collectors/ipvs.ts';
import { createVipCollector } from '../../src/exporter/collectors/vip.ts';
import type { IpvsSource } from '../../src/exporter/config/config.ts';

const [prefix = '', ...sources] = process.argv.slice(2) as [string, ...IpvsSource['source'][]];
const signal = AbortSignal.timeout(20_000);

for (const source of sources) {
  const collector = createIpvsCollector({
    source,
    command: ['ipvsadm'],
    procDirectory: '/proc/net',
    timeoutMs: 10_000,
    maxBytes: 1 << 20,
    connectionLimit: 1000,
  });
  write(source, await collector.collect(signal));
}
const addresses = ['10.9.0.77', '10.9.0.78', '10.9.0.79'];
write('vip', await createVipCollector({ addresses }, { knownVips: () => [] }).collect(signal));

function write(name: string, outcome: unknown): void {
  writeFileSync(`${prefix}-${name}.json`, JSON.stringify(outcome, undefined, 1));
}
