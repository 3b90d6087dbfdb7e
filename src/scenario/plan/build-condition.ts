import type { Condition } from './condition.ts';
import type { WrittenCondition } from './scenario-schema.ts';

/** The condition of a checked mapping, which has exactly one. */
export function buildCondition(written: WrittenCondition): Condition {
  const { verdict, event, metric, alert, status } = written;
  if (verdict !== undefined) {
    const { vipscope, vip, is, never } = verdict;
    return {
      kind: 'verdict',
      ...(vipscope !== undefined && { vipscope }),
      vip,
      want: never === undefined ? { is: is ?? 'ok' } : { never },
    };
  }
  if (event !== undefined) {
    const { count, since, ...match } = event;
    return {
      kind: 'event',
      match: given(match),
      ...(count !== undefined && { count }),
      ...(since !== undefined && { since }),
    };
  }
  if (metric !== undefined) {
    const { vipscope, name, labels = {}, is } = metric;
    return { kind: 'metric', vipscope, name, labels, want: is };
  }
  if (alert !== undefined) {
    return { kind: 'alert', name: alert.name, labels: alert.labels ?? {}, state: alert.is ?? 'firing' };
  }
  if (status !== undefined) {
    return { kind: 'status', vipscope: status.vipscope, path: status.path, want: status.is };
  }
  throw new TypeError('a checked condition has one of its keys');
}

/** A value without what is undefined in it. */
function given<Value extends object>(value: Value): { [K in keyof Value]?: Exclude<Value[K], undefined> } {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries) as { [K in keyof Value]?: Exclude<Value[K], undefined> };
}
