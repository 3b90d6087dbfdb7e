import type { DisturbanceBound, LoadCheck } from './expectation.ts';

type Texts = { readonly [K in LoadCheck['kind']]: (check: Extract<LoadCheck, { kind: K }>) => string };

const TEXTS: Texts = {
  outage: ({ bound }) => `longest outage ${bound.text}`,
  lost: ({ bound }) => `queries lost ${bound.text}`,
  accounted: () => 'every query is accounted for',
  shares: ({ shares }) =>
    `shares of the answers ${shares.map(({ origin, percent }) => `${origin} ${percent.text}`).join(', ')}`,
  disturbances: ({ wanted, noneElse }) => `${wanted.length} disturbances${noneElse ? ', and no other' : ''}`,
};

/** What is expected of the load, in a few words. */
export function loadCheckText(check: LoadCheck): string {
  // As in condition-text.ts.
  const text = TEXTS[check.kind] as (check: LoadCheck) => string;
  return text(check);
}

/** `real-server 192.0.2.2`: which disturbance is meant. */
export function disturbanceText({ cause, subject, isFailBack }: DisturbanceBound): string {
  const parts = [cause, isFailBack === true ? 'fail-back' : undefined, subject].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? 'any' : parts.join(' ');
}
