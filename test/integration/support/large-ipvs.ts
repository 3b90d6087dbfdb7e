import { rename, writeFile } from 'node:fs/promises';

/** Of each virtual server. */
const REAL_SERVERS = 10;
const HEAD = 'IP Virtual Server version 1.2.1 (size=4096)\n';

/**
 * What `-Ln`, `-Ln --stats --exact` and `-Ln --rate --exact` print for so many virtual servers of ten real servers, in
 * one text as a file source takes them. In each second every figure is another one.
 */
export function ipvsListings(virtualServers: number, second: number): string {
  let table = `${HEAD}Prot LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n`;
  let counters = `${HEAD}Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes\n  -> RemoteAddress:Port\n`;
  let rates = `${HEAD}Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\n`;
  for (let virtual = 0; virtual < virtualServers; virtual += 1) {
    const name = `TCP  10.0.${virtual >> 8}.${virtual & 255}:80`;
    const each = figuresOf(virtual, second);
    table += `${name} wrr\n`;
    counters += columns(name, 33, counted(each, second, REAL_SERVERS));
    rates += columns(name, 33, perSecond(each, REAL_SERVERS));
    for (let real = 0; real < REAL_SERVERS; real += 1) {
      const server = `  -> 172.16.${virtual & 255}.${real}:8080`;
      const figure = figuresOf(virtual * REAL_SERVERS + real, second);
      table += `${server.padEnd(33)} Route   1      ${String(figure).padEnd(10)} ${figure * 3}\n`;
      counters += columns(server, 33, counted(figure, second, 1));
      rates += columns(server, 33, perSecond(figure, 1));
    }
  }
  return table + counters + rates;
}

/** Writes the listings of a second whole, as a cron job that knows its readers would. */
export async function writeIpvsListings(path: string, virtualServers: number, second: number): Promise<void> {
  await writeFile(`${path}.new`, ipvsListings(virtualServers, second));
  await rename(`${path}.new`, path);
}

/** Of one server in one second: 100 to 199, another in the next one. */
function figuresOf(index: number, second: number): number {
  return 100 + ((index * 7 + second * 13) % 100);
}

function perSecond(figure: number, servers: number): number[] {
  const connections = figure * servers;
  return [connections, connections * 6, connections * 5, connections * 600, connections * 9000];
}

/** Since a while ago; grows with each second. */
function counted(figure: number, second: number, servers: number): number[] {
  const connections = 1_000_000 + second * 200 * servers + figure;
  return [connections, connections * 6, connections * 5, connections * 600, connections * 9000];
}

function columns(name: string, width: number, figures: readonly number[]): string {
  return `${name.padEnd(width)}${figures.map((figure) => String(figure).padStart(9)).join(' ')}\n`;
}
