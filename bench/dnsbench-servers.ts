/**
 * dnsbench and dnsperf against real name servers on loopback, in turn: a server on core 1, a load generator on core 0.
 * usage: npm run build && tsx bench/dnsbench-servers.ts [ROUNDS] [SECONDS]
 */
import { startNamed } from '../test/integration/support/named.ts';
import { startNsd } from '../test/integration/support/nsd.ts';
import { runProgram } from '../test/integration/support/process.ts';
import { type TempDir, withTempDir } from '../test/integration/support/temp-dir.ts';
import { compareClients, printClients } from './support/client-comparison.ts';
import { ClientRunner, dnsbench, dnsperf } from './support/dns-clients.ts';
import { writeQueryFile } from './support/query-files.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 10);

const ZONE = `$TTL 60
@ SOA ns.example.test. root.example.test. 1 3600 900 604800 60
@ NS ns
ns A 127.0.0.1
* A 192.0.2.1
`;

interface Server {
  readonly port: number;
  readonly process: { readonly pid: number };
  readonly stop: () => Promise<void>;
}

const SERVERS: Readonly<Record<string, (directory: TempDir) => Promise<Server>>> = {
  named: (directory) =>
    startNamed(directory, 'named', {
      options: 'recursion no;',
      zones: 'zone "example.test" { type primary; file "example.test.zone"; };',
      files: { 'example.test.zone': ZONE },
    }),
  nsd: (directory) =>
    startNsd(directory, 'nsd', {
      // Debian's NSD would answer 200 queries a second of one client and no more.
      server: '  rrl-ratelimit: 0',
      zones: { 'example.test': ZONE },
    }),
};

/** With all threads of the server and of its children. */
async function bindToCore1(pid: number): Promise<void> {
  const { stdout } = await runProgram(['pgrep', '-P', String(pid)]);
  for (const process of [String(pid), ...stdout.split('\n').filter((line) => line !== '')]) {
    const { code, stderr } = await runProgram(['taskset', '-a', '-p', '-c', '1', process]);
    if (code !== 0) throw new Error(`taskset ended with ${code}: ${stderr}`);
  }
}

await withTempDir('dnsbench-servers', async (directory) => {
  const runner = await ClientRunner.create(directory);
  const file = directory.file('queries.txt');
  await writeQueryFile(file, 'numbered', 10_000);
  for (const [name, start] of Object.entries(SERVERS)) {
    const server = await start(directory);
    try {
      await bindToCore1(server.process.pid);
      const target = { port: server.port, file, seconds: SECONDS };
      const theirs = await runner.fastest(
        [1, 16].flatMap((clients) => [100, 400].map((outstanding) => dnsperf(clients, outstanding))),
        { ...target, seconds: 1 },
      );
      const ours = await runner.fastest(
        ['1', '16'].flatMap((sockets) =>
          ['100', '400'].map((outstanding) => dnsbench('--sockets', sockets, '-q', outstanding)),
        ),
        { ...target, seconds: 1 },
      );
      const results = await compareClients(runner, { ours, theirs }, target, ROUNDS);
      printClients(`${name}, ${SECONDS} s a run, ${ROUNDS} rounds`, results);
    } finally {
      await server.stop();
    }
  }
});
