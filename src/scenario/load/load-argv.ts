import { formatDuration } from '../../text/duration.ts';
import type { DnsbenchLoad } from '../plan/scenario.ts';

/** Short enough to show an outage of a second, and not too many for a chart. */
const SHORTEST_INTERVAL_MS = 200;
const MOST_INTERVALS = 600;

/** What a run of dnsbench needs besides its options. */
export interface LoadPlace {
  /** argv of the program itself. */
  readonly program: readonly string[];
  readonly queriesFile: string;
  readonly jsonFile: string;
  readonly htmlFile: string;
  /** When the first query is sent, in seconds since 1970. */
  readonly startAtSeconds: number;
  /** Base URLs of the vipscopes whose events explain what is lost. */
  readonly eventUrls: readonly string[];
}

/** The command line of the load. */
export function loadArgv(load: DnsbenchLoad, place: LoadPlace): string[] {
  const { server, port, rate, durationMs, timeoutMs, countBy, options } = load;
  return [
    ...place.program,
    `--server=${server}`,
    ...(port === undefined ? [] : [`--port=${port}`]),
    `--data=${place.queriesFile}`,
    `--time=${secondsText(durationMs)}`,
    `--timeout=${secondsText(timeoutMs)}`,
    ...(rate === undefined ? [] : [`--rate=${rate}`]),
    ...(countBy === undefined ? [] : [countBy === 'nsid' ? '--nsid' : '--by-answer']),
    `--interval=${secondsText(Math.max(SHORTEST_INTERVAL_MS, Math.round(durationMs / MOST_INTERVALS)))}`,
    `--start-at=${place.startAtSeconds.toFixed(3)}`,
    ...place.eventUrls.map((url) => `--events=${url}`),
    `--json=${place.jsonFile}`,
    `--html=${place.htmlFile}`,
    ...options,
  ];
}

/** What is sent, for people. */
export function loadText({ server, rate, durationMs }: DnsbenchLoad): string {
  const much = rate === undefined ? 'as many queries as are answered' : `${rate} queries a second`;
  return `${much} to ${server} for ${formatDuration(durationMs)}`;
}

function secondsText(ms: number): string {
  return `${ms / 1000}s`;
}
