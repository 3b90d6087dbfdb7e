import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../exporter/config/config.ts';
import { loadConfig } from '../exporter/config/load-config.ts';
import { RecordingPlayer } from '../exporter/demo/player.ts';
import { readRecording } from '../exporter/demo/recording.ts';
import type { OptionValues } from './arguments.ts';
import type { Io } from './io.ts';
import { configEnvironment, loadWithWeb, logOf } from './load.ts';
import { serveUntilEnded } from './serve.ts';

/** What the recorded vipscope beside director ds2 is told to read, each from a file that the player writes. */
const DEMO_CONFIG = `
node: ds2
haproxy:
  - { name: ds1, file: haproxy-ds1.txt }
  - { name: ds2, file: haproxy-ds2.txt }
ipvs: { source: file, file: ipvsadm.txt }
bind:
  - { name: rs1, stats_file: named-rs1.stats }
  - { name: rs2, stats_file: named-rs2.stats }
keepalived:
  - { name: ds1, log_file: keepalived-ds1.log }
  - { name: ds2, log_file: keepalived-ds2.log }
vip: { addresses: [192.168.56.185], file: ip-addr.json }
`;

/** `vipscope demo`: what `serve` shows, of a recorded cluster. */
export async function demo(options: OptionValues, io: Io): Promise<number> {
  const log = logOf(options, io);
  const recording = readRecording(readFileSync(new URL('../../demo/recording.jsonl.gz', import.meta.url)));
  const directory = await mkdtemp(join(tmpdir(), 'vipscope-demo-'));
  const player = new RecordingPlayer({
    recording,
    directory,
    nowMs: io.nowMs,
    onError: (error) => log.error({ err: error }, 'the recording does not go on'),
  });
  try {
    await player.start();
    log.info({ directory }, 'DEMO: all that is shown is a recording, played over and over');
    const load = (): Promise<Config> =>
      Promise.resolve({
        ...loadConfig(DEMO_CONFIG, join(directory, 'demo.yml'), configEnvironment(io)),
        demo: true,
      });
    return await serveUntilEnded(() => loadWithWeb(options, io, load), { explicit: true, log, io });
  } finally {
    player.close();
    await rm(directory, { recursive: true, force: true });
  }
}
