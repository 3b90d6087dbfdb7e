import type { HaproxyCheckStatus, HaproxyState, HaproxyStatus } from '../../model/haproxy.ts';

/**
 * Words of the `status` column, in lower case: servers' from HAProxy's src/stats-proxy.c (`srv_hlt_st`),
 * frontends' and listeners' from there and src/listener.c. 1.x wrote `NO CHECK` in places.
 */
const STATES: ReadonlyMap<string, HaproxyState> = new Map([
  ['up', 'UP'],
  ['down', 'DOWN'],
  ['nolb', 'NOLB'],
  ['drain', 'DRAIN'],
  ['maint', 'MAINT'],
  ['no check', 'NO CHECK'],
  ['open', 'OPEN'],
  ['waiting', 'WAITING'],
  ['full', 'FULL'],
  ['paused', 'PAUSED'],
  ['stop', 'STOP'],
]);

/** A word, then perhaps `n/m`, then perhaps a remark in parentheses, which 1.4 puts directly behind: `MAINT(via)`. */
const STATUS =
  /^(?<word>no check|[a-z]+)(?: +(?<passed>-?\d+)\/(?<needed>\d+))?(?: *\((?<remark>[^()]*)\))?$/i;

/** Takes the `status` column apart. A text that is not understood has the state `UNKNOWN`. */
export function parseHaproxyStatus(text: string): HaproxyStatus {
  const groups = STATUS.exec(text)?.groups;
  const state = STATES.get(groups?.['word']?.toLowerCase() ?? '');
  if (groups === undefined || state === undefined) return { text, state: 'UNKNOWN' };
  const { passed, needed, remark } = groups;
  return {
    text,
    state,
    ...(passed !== undefined && { health: { passed: Number(passed), needed: Number(needed) } }),
    ...(remark !== undefined &&
      (remark.startsWith('via ') ? { via: remark.slice('via '.length) } : { by: remark })),
  };
}

/** `L4OK`, `* L4TOUT`; the statistics page adds ` in 4ms`. */
const CHECK_STATUS = /^(?<running>\* *)?(?<code>[A-Z][A-Z0-9]*)(?: in \d+ms)?$/;

/** Takes `check_status` or `agent_status` apart; undefined for an empty or unreadable one. */
export function parseHaproxyCheckStatus(text: string): HaproxyCheckStatus | undefined {
  const groups = CHECK_STATUS.exec(text)?.groups;
  if (groups === undefined) return undefined;
  return { code: groups['code'] ?? '', inProgress: groups['running'] !== undefined };
}
