import type { Load } from '../settings.ts';
import { percentText } from './figure-text.ts';
import type { RunResult } from './run-result.ts';

/** A setting that was not the same for all of several runs. */
export interface SettingDifference {
  /** For people: `server`, `outstanding queries`. */
  readonly setting: string;
  /** For people too, one for each run, in their order. */
  readonly values: readonly string[];
}

type Settings = RunResult['settings'];

const LOAD_TEXT: { readonly [K in Load['kind']]: (load: Extract<Load, { kind: K }>) => string } = {
  closed: () => 'closed loop',
  rate: ({ qps }) => `${qps} qps`,
  ramp: ({ fromQps, toQps, seconds }) => `${fromQps} to ${toQps} qps in ${seconds} s`,
  'find-max': ({ fromQps, maxLossRatio }) =>
    `find-max from ${fromQps} qps, at most ${percentText(maxLossRatio)} lost`,
};

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
  ['runs', ({ runs }) => (runs === undefined ? 'no limit' : String(runs))],
  ['query files', ({ files }) => files.join(', ')],
  ['queries', ({ queries }) => String(queries)],
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

/** How fast queries are sent, for people. */
export function loadText(load: Load): string {
  // The table has a text for each kind; the compiler does not see that kind and function belong together.
  return (LOAD_TEXT[load.kind] as (load: Load) => string)(load);
}
