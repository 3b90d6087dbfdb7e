import { loadText } from './load-text.ts';
import type { RunResult } from './run-result.ts';

/** A setting that was not the same for all of several runs. */
export interface SettingDifference {
  /** For people: `server`, `outstanding queries`. */
  readonly setting: string;
  /** For people too, one for each run, in their order. */
  readonly values: readonly string[];
}

type Settings = RunResult['settings'];

const SETTINGS: readonly (readonly [string, (settings: Settings) => string])[] = [
  ['server', ({ server }) => server],
  ['address', ({ address }) => address],
  ['port', ({ port }) => String(port)],
  ['mode', ({ mode }) => mode],
  ['transport', ({ transport }) => transport],
  ['load', ({ load }) => loadText(load)],
  ['workers', ({ workers }) => String(workers)],
  ['sockets of each worker', ({ sockets }) => String(sockets)],
  ['outstanding queries of each worker', ({ outstanding }) => String(outstanding)],
  ['timeout', ({ timeoutSeconds }) => `${timeoutSeconds} s`],
  [
    'duration',
    ({ durationSeconds }) => (durationSeconds === undefined ? 'no limit' : `${durationSeconds} s`),
  ],
  ['passes', ({ runs }) => (runs === undefined ? 'no limit' : String(runs))],
  ['query files', ({ files }) => files.join(', ')],
  // Parts of one input are meant to differ.
  ['queries', ({ queries, segment }) => (segment === undefined ? String(queries) : 'a part')],
  ['receive buffer', ({ receiveBufferBytes }) => `${receiveBufferBytes} bytes`],
  ['time stamps', ({ timestamps }) => timestamps],
  ['GSO', ({ gso }) => (gso ? 'on' : 'off')],
];

/** What differs between runs; the program's version counts as a setting. */
export function differingSettings(runs: readonly RunResult[]): SettingDifference[] {
  const all = [
    { setting: 'version', values: runs.map(({ tool }) => tool.version) },
    ...SETTINGS.map(([setting, text]) => ({ setting, values: runs.map(({ settings }) => text(settings)) })),
  ];
  return all.filter(({ values }) => new Set(values).size > 1);
}
