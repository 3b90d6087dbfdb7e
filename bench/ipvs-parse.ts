/**
 * IPVS of 240 virtual servers with 10 real servers each, from ipvsadm's text to the exposition, in process; whether the
 * cost grows with the servers and no faster; and counting a table of connections.
 * usage: tsx bench/ipvs-parse.ts [ROUNDS]
 */
import { renderExposition, tieFamilies } from '../src/exporter/metrics/exposition.ts';
import { IPVS_FAMILIES } from '../src/exporter/metrics/ipvs.ts';
import type { IpvsTable } from '../src/model/ipvs.ts';
import { enrichIpvsTable } from '../src/model/ipvs-merge.ts';
import { parseIpvsText } from '../src/parsers/ipvs/text.ts';
import { compareInTurn, printComparison, timed } from './support/rounds.ts';

const ROUNDS = Number(process.argv[2] ?? 31);
const HEAD = 'IP Virtual Server version 1.2.1 (size=4096)\n';

interface Listings {
  readonly table: string;
  readonly counters: string;
  readonly rates: string;
}

/** What `-Ln`, `-Ln --stats --exact` and `-Ln --rate --exact` print for so many virtual servers of ten real servers. */
function listings(virtualServers: number): Listings {
  let table = `${HEAD}Prot LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n`;
  let counters = `${HEAD}Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes\n  -> RemoteAddress:Port\n`;
  let rates = `${HEAD}Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\n`;
  const traffic = ' 12345678  2345678901 34567890 45678901234 567890123456\n';
  const rate = '      123     1234     2345   345678  4567890\n';
  for (let virtual = 0; virtual < virtualServers; virtual += 1) {
    const name = `TCP  10.${virtual >> 8}.${virtual & 255}.1:80`;
    table += `${name} wrr\n`;
    counters += name.padEnd(33) + traffic;
    rates += name.padEnd(33) + rate;
    for (let real = 0; real < 10; real += 1) {
      const row = `  -> ${`172.16.${virtual & 255}.${real}:8080`.padEnd(28)}`;
      table += `${row} Route   1      1234       567       \n`;
      counters += row + traffic;
      rates += row + rate;
    }
  }
  return { table, counters, rates };
}

/** As a scrape does it. */
function joined({ table, counters, rates }: Listings): IpvsTable {
  return enrichIpvsTable(parseIpvsText(table).records, [
    parseIpvsText(counters).records,
    parseIpvsText(rates).records,
  ]);
}

/** Bytes of the exposition, each part encoded as it is sent. */
function rendered(value: IpvsTable): number {
  const outcome = { kind: 'ok' as const, value, problems: { count: 0, kept: [] } };
  const report = {
    subsystem: 'ipvs' as const,
    source: '',
    target: '',
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome,
  };
  let bytes = 0;
  for (const part of renderExposition(tieFamilies(IPVS_FAMILIES, [report]), 'prometheus')) {
    bytes += Buffer.from(part).length;
  }
  return bytes;
}

const small = listings(240);
const one = small.table + small.counters + small.rates;
printComparison(
  '2,400 real servers',
  'ms',
  await compareInTurn(
    [
      { name: 'parse one listing', run: () => timed(() => parseIpvsText(small.table)) },
      {
        name: 'parse and render one listing',
        run: () => timed(() => rendered(parseIpvsText(small.table).records)),
      },
      { name: 'parse and join three listings', run: () => timed(() => joined(small)) },
      { name: 'parse, join and render three listings', run: () => timed(() => rendered(joined(small))) },
      { name: 'the same from one file', run: () => timed(() => rendered(parseIpvsText(one).records)) },
    ],
    ROUNDS,
  ),
);

printComparison(
  'parse, join and render',
  'µs a real server',
  await compareInTurn(
    [100, 1_000, 10_000].map((virtualServers) => {
      const texts = listings(virtualServers);
      return {
        name: `${virtualServers * 10} real servers`,
        run: async () => ((await timed(() => rendered(joined(texts)))) * 100) / virtualServers,
      };
    }),
    5,
  ),
);

const CONNECTIONS = 100_000;
let connections = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
for (let entry = 0; entry < CONNECTIONS; entry += 1) {
  const client = (0x0a000000 + entry).toString(16).toUpperCase().padStart(8, '0');
  connections += `TCP ${client} AE88 0A090001 1F40 AC1000${(entry % 200).toString(16).toUpperCase().padStart(2, '0')} 1F41 ESTABLISHED     116\n`;
}
printComparison(
  `${CONNECTIONS} connections of /proc/net/ip_vs_conn`,
  'ms',
  await compareInTurn([{ name: 'count', run: () => timed(() => parseIpvsText(connections)) }], 7),
);
