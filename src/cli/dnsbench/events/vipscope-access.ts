import { readCredentials } from '../../../exporter/config/passwords.ts';
import type { EventsSource } from '../../../loadgen/settings.ts';
import { fetchText } from '../../../sources/http.ts';
import type { ReadLimits } from '../../../sources/source-error.ts';

/** How another vipscope is read, and by which clock. */
export interface VipscopeAccess {
  /** GETs a page as JSON. @throws Error of one line */
  readonly fetch: (url: string, limits: ReadLimits) => Promise<string>;
  /** Milliseconds since 1970, with fractions where there are any. */
  readonly wallMs: () => number;
}

/** Reads a vipscope with the password of the user that its URL names. */
export function vipscopeAccess(
  { username }: Extract<EventsSource, { kind: 'vipscope' }>,
  passwordFile: string | undefined,
  nowMs: () => number,
): VipscopeAccess {
  return {
    fetch: async (url, limits) => {
      const credentials =
        username === undefined || passwordFile === undefined
          ? undefined
          : await readCredentials(
              { username, password: { kind: 'file', path: passwordFile } },
              limits.signal,
            );
      return fetchText({ url, accept: 'application/json', ...(credentials && { credentials }) }, limits);
    },
    wallMs: preciseClock(nowMs),
  };
}

/** The time of day with the fractions that `Date.now` lacks; it follows a clock that is set. */
function preciseClock(nowMs: () => number): () => number {
  return () => {
    const coarse = nowMs();
    const precise = performance.timeOrigin + performance.now();
    return Math.abs(precise - coarse) < 2 ? precise : coarse;
  };
}
