import { writeFile } from 'node:fs/promises';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './process.ts';
import type { TempDir } from './temp-dir.ts';

/** A Prometheus of a test's own, which scrapes once a second. */
export interface RunningPrometheus {
  readonly process: RunningProcess;
  /** The instant vector of a query: labels and the value as text. */
  query(expression: string): Promise<Sample[]>;
  /** Why the last scrape of each target failed; '' where it did not, undefined before the first one. */
  scrapeErrors(): Promise<Map<string, string | undefined>>;
  stop(): Promise<void>;
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** @param targets `host:port` of each, whose /metrics is scraped */
export async function startPrometheus(
  directory: TempDir,
  targets: readonly string[],
): Promise<RunningPrometheus> {
  const configuration = directory.file('prometheus.yml');
  await writeFile(
    configuration,
    JSON.stringify({
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      scrape_configs: [{ job_name: 'vipscope', static_configs: [{ targets }] }],
    }),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://${address}/api/v1/${path}`);
    const { status, data, error } = (await response.json()) as Answer;
    if (status !== 'success') throw new Error(`Prometheus answers ${path} with ${error}`);
    return data;
  };
  const process = await startProcess(
    [
      'prometheus',
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${directory.file('prometheus')}`,
      `--web.listen-address=${address}`,
    ],
    {
      timeoutMs: 30_000,
      readyWhen: async () => (await fetch(`http://${address}/-/ready`)).ok,
    },
  );
  return {
    process,
    query: async (expression) => {
      const data = (await ask(`query?query=${encodeURIComponent(expression)}`)) as {
        readonly result: readonly {
          readonly metric: Record<string, string>;
          readonly value: readonly [number, string];
        }[];
      };
      return data.result.map(({ metric, value }) => ({ labels: metric, value: value[1] }));
    },
    scrapeErrors: async () => {
      const data = (await ask('targets')) as {
        readonly activeTargets: readonly {
          readonly labels: { readonly instance: string };
          readonly lastError: string;
          readonly health: string;
        }[];
      };
      return new Map(
        data.activeTargets.map(({ labels, lastError, health }) => [
          labels.instance,
          health === 'unknown' ? undefined : lastError,
        ]),
      );
    },
    stop: () => process.stop(),
  };
}

interface Answer {
  readonly status: string;
  readonly data: unknown;
  readonly error?: string;
}
