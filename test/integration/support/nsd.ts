import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { type RunningProcess, runProgram, startProcess } from './process.ts';
import type { TempDir } from './temp-dir.ts';

/** An NSD of a test's own, on loopback. */
export interface RunningNsd {
  readonly port: number;
  readonly logFile: string;
  readonly process: RunningProcess;
  stop(): Promise<void>;
}

export interface NsdConfig {
  /** Lines of the server clause, besides those that keep the server to itself. */
  readonly server?: string;
  /** Zone files by the name of their zone. */
  readonly zones: Readonly<Record<string, string>>;
}

/** Starts nsd in the foreground, with all its files in a directory of its own; only 127.0.0.1 reaches it. */
export async function startNsd(parent: TempDir, name: string, config: NsdConfig): Promise<RunningNsd> {
  const port = await freePort();
  const directory = parent.file(name);
  await mkdir(directory);
  const logFile = join(directory, 'nsd.log');
  const zones = Object.entries(config.zones);
  for (const [zone, text] of zones) await writeFile(join(directory, `${zone}.zone`), text);
  await writeFile(
    join(directory, 'nsd.conf'),
    `server:
  ip-address: 127.0.0.1@${port}
  server-count: 1
  username: ""
  chroot: ""
  database: ""
  zonesdir: "${directory}"
  pidfile: "${directory}/nsd.pid"
  logfile: "${logFile}"
  xfrdfile: "${directory}/xfrd.state"
  zonelistfile: "${directory}/zone.list"
  xfrdir: "${directory}"
${config.server ?? ''}
remote-control:
  control-enable: no
${zones.map(([zone]) => `zone:\n  name: "${zone}"\n  zonefile: "${zone}.zone"\n`).join('')}`,
  );
  const process = await startProcess(['nsd', '-d', '-c', join(directory, 'nsd.conf')], {
    cwd: directory,
    timeoutMs: 20_000,
    readyWhen: () => answers(port),
  });
  return { port, logFile, process, stop: () => process.stop() };
}

async function answers(port: number): Promise<boolean> {
  const { code } = await runProgram([
    'dig',
    '@127.0.0.1',
    '-p',
    String(port),
    '+tries=1',
    '+time=1',
    'CH',
    'TXT',
    'id.server',
  ]);
  return code === 0;
}
