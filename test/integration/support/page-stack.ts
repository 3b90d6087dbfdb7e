import { appendFile, rename, writeFile } from 'node:fs/promises';
import { startHaproxy, type TestHaproxy } from './haproxy.ts';
import { digAll, type RunningNamed, startNamed } from './named.ts';
import { runProgram } from './process.ts';
import { makeTempDir } from './temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './vipscope.ts';

/** A vipscope beside a real haproxy and a real named; the log of keepalived and the listing of IPVS are written. */
export interface PageStack {
  readonly vipscope: ServingVipscope;
  readonly haproxy: TestHaproxy;
  /** Asks named two questions, one for a name that is not there, and has it write its statistics. */
  askNamed(): Promise<void>;
  /** Appends a line to keepalived's log, of now. */
  logKeepalived(message: string): Promise<void>;
  /** What `ipvsadm -Ln` prints from now on: these real servers, each with its connections. */
  writeIpvs(realServers: Readonly<Record<string, number>>): Promise<void>;
  stop(): Promise<void>;
}

const VIP = '192.0.2.100';
const ZONE = '$TTL 60\n@ SOA ns hm 7 60 60 60 60\n@ NS ns\nns A 127.0.0.1\nwww A 192.0.2.1\n';
const CONFIGURATION = `node: ds1
ipvs: { source: file, file: ipvsadm.txt }
keepalived: [{ name: ds1, log_file: keepalived.log }]
vip: { addresses: ["${VIP}"], file: ip-addr.json }
`;
const ADDRESSES = [
  {
    ifname: 'eth0',
    addr_info: ['192.0.2.1', VIP].map((local) => ({ family: 'inet', local, prefixlen: 24, scope: 'global' })),
  },
];

export async function startPageStack(): Promise<PageStack> {
  const directory = await makeTempDir('page');
  const [haproxy, named] = await Promise.all([
    startHaproxy(),
    startNamed(directory, 'named', {
      options: 'recursion no;',
      zones: 'zone "example.org" { type primary; file "example.zone"; };',
      files: { 'example.zone': ZONE },
    }),
  ]);
  const askNamed = () => askForStatistics(named);
  const logKeepalived = (message: string) =>
    appendFile(directory.file('keepalived.log'), `${logTime(new Date())}: ${message}\n`);
  const writeIpvs = async (realServers: Readonly<Record<string, number>>): Promise<void> => {
    await writeFile(directory.file('ipvsadm.new'), ipvsListing(realServers));
    await rename(directory.file('ipvsadm.new'), directory.file('ipvsadm.txt'));
  };
  await askNamed();
  await logKeepalived('(VI_1) Entering MASTER STATE');
  await writeIpvs({ '192.0.2.11:53': 12, '192.0.2.12:53': 36 });
  await writeFile(directory.file('ip-addr.json'), JSON.stringify(ADDRESSES));
  const sources = `haproxy: [{ name: lb1, socket: "${haproxy.socket}" }]\nbind: [{ name: ns1, stats_file: "${named.statsFile}" }]\n`;
  await writeFile(directory.file('vipscope.yml'), CONFIGURATION + sources);
  const vipscope = await serveVipscope('serve', `--config.file=${directory.file('vipscope.yml')}`);
  return {
    vipscope,
    haproxy,
    askNamed,
    logKeepalived,
    writeIpvs,
    stop: async () => {
      await vipscope.stop();
      await Promise.all([haproxy.stop(), named.stop()]);
      await directory.remove();
    },
  };
}

async function askForStatistics({ port, rndc }: RunningNamed): Promise<void> {
  await digAll(port, ['www.example.org A', 'none.example.org A']);
  const { code, stderr } = await runProgram([...rndc, 'stats']);
  if (code !== 0) throw new Error(`rndc stats ended with ${code}: ${stderr}`);
}

function ipvsListing(realServers: Readonly<Record<string, number>>): string {
  const rows = Object.entries(realServers).map(
    ([real, connections]) => `  -> ${real.padEnd(28)} Route   1      ${connections}          0\n`,
  );
  return `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  ${VIP}:53 wrr persistent 60
${rows.join('')}`;
}

/** As `keepalived -l` dates its lines, which is ctime(3) in local time. */
function logTime(date: Date): string {
  const [weekday, month, day, year] = date
    .toDateString()
    .split(' ')
    .map((part) => part.replace(/^0/, ' '));
  return [weekday, month, day, date.toTimeString().slice(0, 8), year].join(' ');
}
