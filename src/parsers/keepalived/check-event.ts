import type { CheckResult, CheckType, KeepalivedEvent } from '../../model/keepalived-event.ts';
import { parseKeepalivedServer } from './server.ts';

/** What a check's line told besides its type, server and result. */
export interface CheckDetails {
  readonly virtual?: string | undefined;
  /** The checker's verdict, and not one attempt of it; undefined where an ellipsis hid it. */
  readonly final?: boolean | undefined;
  readonly script?: string | undefined;
  readonly exitStatus?: number | undefined;
  readonly signal?: number | undefined;
  readonly detail?: string | undefined;
}

/** @param real as keepalived logged it; undefined where an ellipsis hid it */
export function checkEvent(
  type: CheckType,
  real: string | undefined,
  result: CheckResult,
  details: CheckDetails = {},
): KeepalivedEvent {
  const { virtual, script, exitStatus, signal, detail } = details;
  return {
    kind: 'check',
    type,
    real: parseKeepalivedServer(real),
    virtual: virtual === undefined ? undefined : parseKeepalivedServer(virtual),
    result,
    final: 'final' in details ? details.final : false,
    script,
    exitStatus,
    signal,
    detail,
  };
}

const RESULTS: ReadonlyMap<string, CheckResult> = new Map([
  ['success', 'succeeded'],
  ['succeeded', 'succeeded'],
  ['UP', 'succeeded'],
  ['failed', 'failed'],
  ['failed !!!', 'failed'],
  ['DOWN', 'failed'],
  ['timeout', 'timed-out'],
  ['timedout', 'timed-out'],
  ['timed out', 'timed-out'],
]);

/** A result by keepalived's word for it, with or without a full stop; undefined where an ellipsis hid it. */
export function checkResult(word: string | undefined): CheckResult | undefined {
  return word === undefined ? undefined : RESULTS.get(word.endsWith('.') ? word.slice(0, -1) : word);
}
