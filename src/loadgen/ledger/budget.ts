/** What keepalived.conf says about a VRRP instance of one director. */
export interface InstanceTiming {
  readonly instance: string;
  readonly version: 2 | 3;
  readonly advertIntervalSeconds: number;
  readonly priority: number;
  readonly downTimerAdverts: number;
}

/** What it says about one check of a real server. */
export interface CheckTiming {
  readonly type: string;
  readonly delayLoopSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly delayBeforeRetrySeconds: number;
}

/** The times that one director's configuration gives a failover. */
export interface DirectorTiming {
  /** The node that the configuration is of; undefined: of whichever. */
  readonly director?: string;
  readonly instances: readonly InstanceTiming[];
  readonly realServers: readonly {
    readonly address: string;
    readonly port?: number;
    readonly checks: readonly CheckTiming[];
  }[];
}

/** Beyond what is configured: timers are late, addresses are announced, neighbours learn them. */
export const TAKE_EFFECT_SECONDS = 0.2;

/** The longest that a configuration lets an outage of one kind last. */
export interface Budget {
  readonly allowedSeconds: number;
  /** How that comes about: `3 × advert_int 1 s + skew 0.61 s`. */
  readonly rule: string;
}

/**
 * A director that dies without a word is missed after `3 × advert_int + skew` by the one that takes over (RFC 3768 and
 * RFC 5798, 6.1, Master_Down_Interval; keepalived/include/vrrp.h, VRRP_MS_DOWN_TIMER).
 */
export function crashBudget(timing: InstanceTiming): Budget {
  const { advertIntervalSeconds, downTimerAdverts } = timing;
  const skew = skewSeconds(timing);
  return {
    allowedSeconds: downTimerAdverts * advertIntervalSeconds + skew,
    rule: `${downTimerAdverts} × advert_int ${secondsText(advertIntervalSeconds)} + skew ${secondsText(skew)}`,
  };
}

/** One that goes says so with priority 0, and is followed after the skew time (RFC 5798, 6.4.2). */
export function leaveBudget(timing: InstanceTiming): Budget {
  const skew = skewSeconds(timing);
  return { allowedSeconds: skew, rule: `priority 0 sent, skew ${secondsText(skew)}` };
}

/** A real server that dies right after a check is taken out by the next one, and by as many more as are to fail. */
export function checkBudget(check: CheckTiming): Budget {
  const { type, delayLoopSeconds, timeoutSeconds, retries, delayBeforeRetrySeconds } = check;
  const timeout = `${type === 'MISC_CHECK' ? 'misc_timeout' : 'connect_timeout'} ${secondsText(timeoutSeconds)}`;
  const again = `delay_before_retry ${secondsText(delayBeforeRetrySeconds)} + ${timeout}`;
  return {
    allowedSeconds: delayLoopSeconds + timeoutSeconds + retries * (delayBeforeRetrySeconds + timeoutSeconds),
    rule: `delay_loop ${secondsText(delayLoopSeconds)} + ${timeout}${retries === 0 ? '' : ` + ${retries} × (${again})`}`,
  };
}

/** `(256 − priority) / 256` seconds; version 3 measures it in its own interval (RFC 5798, 6.1). */
function skewSeconds({ priority, version, advertIntervalSeconds }: InstanceTiming): number {
  return ((256 - priority) / 256) * (version === 3 ? advertIntervalSeconds : 1);
}

function secondsText(seconds: number): string {
  return `${Number(seconds.toFixed(2))} s`;
}
