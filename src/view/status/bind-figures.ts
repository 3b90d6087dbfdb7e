import type { BindStatus } from './node-status.ts';

/** Answers of all rcodes a second; undefined until there are two dumps. */
export function answersPerSecond({ rates }: BindStatus): number | undefined {
  return rates && Object.values(rates.rcodes).reduce((sum, rate) => sum + rate, 0);
}

/** The part of answers that were SERVFAIL of late, from 0 to 1; undefined where nothing was answered. */
export function servfailShare(bind: BindStatus): number | undefined {
  const answers = answersPerSecond(bind) ?? 0;
  return answers > 0 ? (bind.rates?.rcodes['SERVFAIL'] ?? 0) / answers : undefined;
}

/** Of all views that tell it, from 0 to 1; undefined where none does, or nothing was looked up. */
export function cacheHitRatio({ views }: BindStatus): number | undefined {
  const hits = views.reduce((sum, { cacheHits }) => sum + (cacheHits ?? 0), 0);
  const lookups = views.reduce((sum, { cacheMisses }) => sum + (cacheMisses ?? 0), hits);
  return lookups === 0 ? undefined : hits / lookups;
}

/** Clients that wait for recursion, in all views that tell it. */
export function recursionClients({ views }: BindStatus): number | undefined {
  const known = views.flatMap(({ recursionClients: clients }) => clients ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, clients) => sum + clients, 0);
}
