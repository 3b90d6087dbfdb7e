import type { ProblemLog } from '../../model/problem.ts';
import type { ConfStatement } from './conf-blocks.ts';
import { lastOf, numberOf } from './conf-values.ts';

/** How soon one check of a real server fails. */
export interface CheckTiming {
  /** `MISC_CHECK`, `TCP_CHECK`, … */
  readonly type: string;
  readonly delayLoopSeconds: number;
  readonly timeoutSeconds: number;
  /** Checks after the first that failed, before the real server is taken out. */
  readonly retries: number;
  readonly delayBeforeRetrySeconds: number;
}

/** A real server of a virtual one and its checks. */
export interface RealServerTiming {
  readonly address: string;
  readonly port?: number;
  readonly checks: readonly CheckTiming[];
}

/**
 * Defaults by type, `loop` for delay_loop. Sources: keepalived.conf(5), "VIRTUAL SERVER(S)"; keepalived/check/check_*.c
 * (default_retry, default_delay_before_retry) of v2.2.7.
 */
const DEFAULTS: Readonly<Record<string, { readonly retries?: number; readonly delay?: number | 'loop' }>> = {
  MISC_CHECK: { retries: 0 },
  DNS_CHECK: { retries: 3, delay: 'loop' },
  HTTP_GET: { delay: 3 },
  SSL_GET: { delay: 3 },
  TCP_CHECK: {},
  SMTP_CHECK: {},
  UDP_CHECK: {},
  PING_CHECK: {},
};
const DEFAULT_RETRIES = 1;
const DEFAULT_DELAY_SECONDS = 1;
const DEFAULT_LOOP_SECONDS = 60;
const DEFAULT_TIMEOUT_SECONDS = 5;

/** The times of a check, each from the check itself, its real server or its virtual server; undefined: it is none. */
export function checkTiming(
  { words: [type = ''], block }: ConfStatement,
  { virtual, real }: { readonly virtual: ConfStatement; readonly real: ConfStatement },
  problems: ProblemLog,
): CheckTiming | undefined {
  const defaults = DEFAULTS[type];
  if (defaults === undefined) return undefined;
  const find = (...names: readonly string[]): number | undefined => {
    const place = [block, real.block, virtual.block].find((one) => lastOf(one, names) !== undefined);
    return place && numberOf(place, names, problems);
  };
  const delayLoopSeconds = find('delay_loop') ?? DEFAULT_LOOP_SECONDS;
  const { retries = DEFAULT_RETRIES, delay = DEFAULT_DELAY_SECONDS } = defaults;
  return {
    type,
    delayLoopSeconds,
    timeoutSeconds:
      type === 'MISC_CHECK'
        ? (numberOf(block, ['misc_timeout'], problems) ?? delayLoopSeconds)
        : (find('connect_timeout') ?? DEFAULT_TIMEOUT_SECONDS),
    retries: find('retry', 'nb_get_retry') ?? retries,
    delayBeforeRetrySeconds: find('delay_before_retry') ?? (delay === 'loop' ? delayLoopSeconds : delay),
  };
}
