import { expect } from 'vitest';
import { expositionFaults } from '../../support/exposition-faults.ts';
import type { ServingVipscope } from './vipscope.ts';

/** A scrape as Prometheus makes it: valid, and whole within the time that the header allows. */
export async function scrape(
  serving: ServingVipscope,
  headers: Readonly<Record<string, string>> = {},
): Promise<Map<string, string>> {
  const { status, text } = await serving.get('/metrics', {
    'x-prometheus-scrape-timeout-seconds': '10',
    ...headers,
  });
  expect(status).toBe(200);
  expect(expositionFaults(text)).toEqual([]);
  return samplesOf(text);
}

/** Values by series, spelled as they were served. */
export function samplesOf(text: string): Map<string, string> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]),
  );
}

/** `name{source="…"}` of all sources: `{ good: '1', gone: '0' }`. */
export function bySource(samples: ReadonlyMap<string, string>, name: string): Record<string, string> {
  const found = [...samples].flatMap(([series, value]) => {
    const source = series.startsWith(`${name}{`)
      ? /^[^{]*\{source="([^"]*)"\}$/.exec(series)?.[1]
      : undefined;
    return source === undefined ? [] : [[source, value] as const];
  });
  return Object.fromEntries(found);
}

/** The messages that vipscope logged about sources, in their order: `haproxy gone: source failed: …`. */
export function loggedAbout(serving: ServingVipscope, source: string): string[] {
  return serving
    .output()
    .split('\n')
    .map(fieldsOf)
    .filter((fields) => fields['msg']?.startsWith('source ') && (fields['source'] ?? '') === source)
    .map(({ collector, msg, reason }) => `${collector}: ${msg}${reason === undefined ? '' : `: ${reason}`}`);
}

/** A logfmt line. */
function fieldsOf(line: string): Record<string, string> {
  return Object.fromEntries(
    [...line.matchAll(/([a-z_]+)=("(?:[^"\\]|\\.)*"|\S*)/g)].map(([, key = '', value = '']) => [
      key,
      value.startsWith('"') ? (JSON.parse(value) as string) : value,
    ]),
  );
}

/** Why sources are not well, by the last that the log says of each; sorted. */
export function reasonsTold(serving: ServingVipscope): string[] {
  const last = new Map<string, string | undefined>();
  for (const { msg, collector, source, reason } of serving.output().split('\n').map(fieldsOf)) {
    if (msg?.startsWith('source ') !== true) continue;
    const isWell = msg === 'source read' || msg === 'source read in part';
    last.set(`${collector} ${source}`, isWell ? undefined : reason);
  }
  return [...last.values()].flatMap((reason) => reason ?? []).sort();
}

interface SourceShown {
  readonly reason?: string;
  readonly problems: readonly { readonly reason: string }[];
}

/** Why sources are not well, as the status shows it, which collects by itself. */
export async function reasonsShown(serving: ServingVipscope): Promise<string[]> {
  return (await sourcesShown(serving)).flatMap(({ reason }) => reason ?? []);
}

/** What was wrong in what sources told, as the status shows it. */
export async function problemsShown(serving: ServingVipscope): Promise<string[]> {
  return (await sourcesShown(serving)).flatMap(({ problems }) => problems.map(({ reason }) => reason));
}

async function sourcesShown(serving: ServingVipscope): Promise<readonly SourceShown[]> {
  const { text } = await serving.get('/status.json?scope=node');
  return (JSON.parse(text) as { readonly node: { readonly sources: readonly SourceShown[] } }).node.sources;
}
