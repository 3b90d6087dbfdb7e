import { writeFile } from 'node:fs/promises';
import { fetchText } from '../../src/sources/http.ts';
import { freePorts } from '../../test/integration/support/free-port.ts';
import { type RunningProcess, startProcess } from '../../test/integration/support/process.ts';
import { makeTempDir } from '../../test/integration/support/temp-dir.ts';

/** A real haproxy with many proxies, none of which has traffic. */
export interface HaproxyFarm {
  readonly process: RunningProcess;
  /** Statistics page as CSV. */
  readonly url: string;
  readonly socket: string;
  stop(): Promise<void>;
}

/** Starts haproxy with `listens` listen sections of `serversEach` servers: 12 rows for each with 10 servers. */
export async function startHaproxyFarm(listens: number, serversEach: number): Promise<HaproxyFarm> {
  const directory = await makeTempDir('farm');
  const [port] = await freePorts(1);
  const socket = directory.file('admin.sock');
  // Abstract unix sockets as listeners: a thousand free ports cannot be promised.
  const sections = Array.from({ length: listens }, (_, index) => {
    const servers = Array.from(
      { length: serversEach },
      (__, server) => `  server s${server} 127.0.0.1:9 weight 1\n`,
    );
    return `listen px${index}\n  bind abns@vipscope-farm-${process.pid}-${index}\n${servers.join('')}`;
  });
  await writeFile(
    directory.file('haproxy.cfg'),
    `global
  maxconn 2000
  nbthread 1
  stats socket ${socket} mode 600 level operator
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
frontend stats
  bind 127.0.0.1:${port}
  stats enable
  stats uri /
${sections.join('')}`,
  );
  const url = `http://127.0.0.1:${port}/;csv`;
  const limits = () => ({ signal: AbortSignal.timeout(10_000), maxBytes: 1 << 28 });
  const running = await startProcess(['haproxy', '-db', '-f', directory.file('haproxy.cfg')], {
    readyWhen: async () => (await fetchText({ url }, limits())).startsWith('# pxname'),
    timeoutMs: 60_000,
  });
  return {
    process: running,
    url,
    socket,
    stop: async () => {
      await running.stop();
      await directory.remove();
    },
  };
}
