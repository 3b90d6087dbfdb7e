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

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Why sources are not well, as the page at / says. */
export async function reasonsShown(serving: ServingVipscope): Promise<string[]> {
  const { text } = await serving.get('/');
  return [...text.matchAll(/<span class="reason">(.*?)<\/span>/gs)].map(([, reason = '']) =>
    reason.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? ''),
  );
}
