import { createHaproxyCollector } from '../../../src/exporter/collectors/haproxy.ts';
import type { HaproxySource } from '../../../src/exporter/config/config.ts';
import { renderExposition, tieFamilies } from '../../../src/exporter/metrics/exposition.ts';
import { HAPROXY_FAMILIES } from '../../../src/exporter/metrics/haproxy.ts';
import type { HaproxyInstance } from '../../../src/model/haproxy.ts';
import type { Outcome } from '../../../src/model/snapshot.ts';
import { HAPROXY_USER } from './haproxy.ts';

/** What a test collects from. */
export type Place =
  | { readonly kind: 'socket' | 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string; readonly password?: string };

/** The configuration of a source; unnamed, so that labels are those of HAProxy's own exporter. */
export function haproxySource(place: Place): HaproxySource {
  const common = { name: '', timeoutMs: 2_000, maxBytes: 1 << 26 };
  if (place.kind !== 'url') return { ...common, ...place };
  const credentials = place.password && {
    username: HAPROXY_USER,
    password: { kind: 'text', text: place.password } as const,
  };
  return {
    ...common,
    kind: 'url',
    url: place.url,
    tls: { insecureSkipVerify: false },
    ...(credentials && { credentials }),
  };
}

export function collect(place: Place): Promise<Outcome<HaproxyInstance>> {
  return createHaproxyCollector(haproxySource(place)).collect(new AbortController().signal);
}

/** One collection that must succeed, without a problem. */
export async function collected(place: Place): Promise<HaproxyInstance> {
  const outcome = await collect(place);
  if (outcome.kind !== 'ok') throw new Error(outcome.reason);
  if (outcome.problems.count > 0) throw new Error(JSON.stringify(outcome.problems.kept));
  return outcome.value;
}

/** All metrics of one collection. */
export function render(value: HaproxyInstance): string {
  const report = {
    subsystem: 'haproxy',
    source: '',
    target: '',
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome: { kind: 'ok', value, problems: { count: 0, kept: [] } },
  } as const;
  return [...renderExposition(tieFamilies(HAPROXY_FAMILIES, [report]), 'prometheus')].join('');
}

/** `name{labels}` to value. */
export function series(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

export const familyOf = (name: string): string => name.split('{', 1)[0] ?? name;
