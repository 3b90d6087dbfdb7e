import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from './free-port.ts';
import { type RunningProcess, runProgram, startProcess } from './process.ts';
import type { TempDir } from './temp-dir.ts';

/** A name server of a test's own, on loopback. */
export interface RunningNamed {
  readonly port: number;
  readonly statsFile: string;
  readonly channelUrl: string;
  /** argv of rndc for this server, without its command. */
  readonly rndc: readonly string[];
  readonly process: RunningProcess;
  stop(): Promise<void>;
}

export interface NamedConfig {
  /** Statements of the options block, besides those that keep the server to itself. */
  readonly options?: string;
  /** Zones and views. */
  readonly zones: string;
  /** Files of its directory by name, such as zone files. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where it listens besides 127.0.0.1, such as `::1; ` or `any; `; absent: nowhere. */
  readonly listenOnV6?: string;
  /** `zones` says where it logs to; absent: to the output of its process. */
  readonly ownLogging?: boolean;
  /** argv that named and rndc are run by, such as `ip netns exec NAME`. */
  readonly launcher?: readonly string[];
}

/**
 * Starts named with a directory, ports and rndc key of its own. It speaks with nobody but 127.0.0.1 unless `listenOnV6`
 * says so, and asks no root server as long as `options` gives it forwarders or `recursion no`.
 */
export async function startNamed(parent: TempDir, name: string, config: NamedConfig): Promise<RunningNamed> {
  const [port, rndcPort = 0, channelPort = 0] = await freePorts(3);
  const directory = parent.file(name);
  await mkdir(directory);
  const key = `key "rndc" { algorithm hmac-sha256; secret "${randomBytes(32).toString('base64')}"; };\n`;
  await writeFile(join(directory, 'rndc.key'), key, { mode: 0o600 });
  for (const [file, text] of Object.entries(config.files ?? {})) await writeFile(join(directory, file), text);
  const statsFile = join(directory, 'named.stats');
  await writeFile(
    join(directory, 'named.conf'),
    `options {
  directory "${directory}"; pid-file "${directory}/named.pid"; session-keyfile "${directory}/session.key";
  statistics-file "${statsFile}"; zone-statistics full; empty-zones-enable no; dnssec-validation no;
  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 port ${port} { ${config.listenOnV6 ?? 'none; '}};
  ${config.options ?? ''}
};
${key}controls { inet 127.0.0.1 port ${rndcPort} allow { 127.0.0.1; } keys { "rndc"; }; };
statistics-channels { inet 127.0.0.1 port ${channelPort} allow { 127.0.0.1; }; };
${config.zones}
`,
  );
  const { launcher = [] } = config;
  const family = config.listenOnV6 === undefined ? ['-4'] : [];
  const rndc = [
    ...launcher,
    'rndc',
    '-s',
    '127.0.0.1',
    '-p',
    String(rndcPort),
    '-k',
    join(directory, 'rndc.key'),
  ];
  const process = await startProcess(
    [...launcher, 'named', config.ownLogging ? '-f' : '-g', ...family, '-c', join(directory, 'named.conf')],
    {
      cwd: directory,
      timeoutMs: 20_000,
      readyWhen: async () => (await runProgram([...rndc, 'status'])).code === 0,
    },
  );
  return {
    port,
    statsFile,
    channelUrl: `http://127.0.0.1:${channelPort}`,
    rndc,
    process,
    stop: () => process.stop(),
  };
}

/** Asks one question after the other; each is a name and a type, such as `a.example.test A`. Returns what dig printed. */
export async function digAll(
  port: number,
  questions: readonly string[],
  options: readonly string[] = [],
): Promise<string> {
  const { code, stdout, stderr } = await runProgram([
    'dig',
    '@127.0.0.1',
    '-p',
    String(port),
    '+tries=1',
    '+time=5',
    ...options,
    ...questions.flatMap((question) => question.split(' ')),
  ]);
  if (code !== 0) throw new Error(`dig ended with ${code}: ${stderr}${stdout}`);
  return stdout;
}
