/**
 * The highest rate and the CPU it takes, one core for the load generator (0) and one for the responder (1): dnsbench
 * with both of its transports, dnsperf with the best of its settings, and the same batched loop in C, in turn. A file of
 * 10,000 names of mostly one length, and one of random lengths.
 * usage: npm run build && tsx bench/dnsbench-qps.ts [ROUNDS] [SECONDS]
 */
import { withTempDir } from '../test/integration/support/temp-dir.ts';
import { type ClientResult, compareClients, printClients } from './support/client-comparison.ts';
import { blast, type Client, ClientRunner, dnsbench, dnsperf } from './support/dns-clients.ts';
import { QUERY_FILES, writeQueryFile } from './support/query-files.ts';
import { startResponder } from './support/responder/start-responder.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 10);
const SEARCH_SECONDS = 1;
const LINES = 10_000;

type Role = 'ours' | 'oursByDefault' | 'dgram' | 'dnsperf' | 'plainC' | 'segmentsC';
type Results = Readonly<Record<Role, ClientResult>>;

/** Ratios of medians and the bounds that they should keep. */
const BOUNDS: readonly {
  readonly text: string;
  readonly ratio: (results: Results) => number;
  readonly atLeast?: number;
  readonly atMost?: number;
}[] = [
  {
    text: 'qps, dnsbench to dnsperf',
    ratio: ({ ours, dnsperf: theirs }) => ours.qps / theirs.qps,
    atLeast: 1.9,
  },
  {
    text: 'CPU an answer, dnsbench to dnsperf',
    ratio: ({ ours, dnsperf: theirs }) => ours.cpuUsPerAnswer / theirs.cpuUsPerAnswer,
    atMost: 0.55,
  },
  {
    text: 'CPU an answer, dnsbench to C with segments',
    ratio: ({ ours, segmentsC }) => ours.cpuUsPerAnswer / segmentsC.cpuUsPerAnswer,
    atMost: 1.15,
  },
  {
    text: 'CPU an answer, dnsbench to C without',
    ratio: ({ ours, plainC }) => ours.cpuUsPerAnswer / plainC.cpuUsPerAnswer,
    atMost: 1.15,
  },
  {
    text: 'qps, dnsbench --transport dgram to dnsperf',
    ratio: ({ dgram, dnsperf: theirs }) => dgram.qps / theirs.qps,
    atLeast: 0.7,
  },
];

const pairs = (first: readonly number[], second: readonly number[]): [number, number][] =>
  first.flatMap((a) => second.map((b): [number, number] => [a, b]));

await withTempDir('dnsbench-qps', async (directory) => {
  const runner = await ClientRunner.create(directory);
  for (const kind of Object.keys(QUERY_FILES)) {
    const file = directory.file('queries.txt');
    await writeQueryFile(file, kind, LINES);
    const responder = await startResponder({ cpu: 1 });
    try {
      const search = { port: responder.port, file, seconds: SEARCH_SECONDS };
      const theirs = await runner.fastest(
        pairs([1, 2, 4, 16], [50, 100, 200, 400, 1000]).map(([clients, outstanding]) =>
          dnsperf(clients, outstanding),
        ),
        search,
      );
      const [sockets, outstanding] = await best(pairs([1, 4, 16], [100, 200, 400, 1000]), ([count, places]) =>
        dnsbench('--sockets', String(count), '-q', String(places)),
      );
      const settings = ['--sockets', String(sockets), '-q', String(outstanding)];
      const clients: Record<Role, Client> = {
        ours: dnsbench(...settings),
        oursByDefault: dnsbench(),
        dgram: dnsbench(...settings, '--transport', 'dgram'),
        dnsperf: theirs,
        plainC: blast(runner.blastProgram, outstanding, false),
        segmentsC: blast(runner.blastProgram, outstanding, true),
      };
      const results = await compareClients(runner, clients, { ...search, seconds: SECONDS }, ROUNDS);
      printClients(`${LINES} lines, ${kind}, ${SECONDS} s a run, ${ROUNDS} rounds`, results);
      printBounds(results);

      async function best<T extends [number, number]>(
        choices: readonly T[],
        make: (choice: T) => ReturnType<typeof dnsbench>,
      ): Promise<T> {
        const clients = choices.map(make);
        const chosen = choices[clients.indexOf(await runner.fastest(clients, search))];
        if (chosen === undefined) throw new RangeError('no settings to choose from');
        return chosen;
      }
    } finally {
      await responder.stop();
    }
  }
});

function printBounds(results: Results): void {
  for (const { text, ratio, atLeast = 0, atMost = Number.POSITIVE_INFINITY } of BOUNDS) {
    const value = ratio(results);
    const bound = atLeast > 0 ? `at least ${atLeast}` : `at most ${atMost}`;
    const verdict = value >= atLeast && value <= atMost ? 'kept' : 'missed';
    process.stdout.write(`  ${text}: ${value.toFixed(2)}, ${bound}: ${verdict}\n`);
  }
}
