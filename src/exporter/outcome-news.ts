import { shortcomings } from '../model/problem.ts';
import type { Outcome } from '../model/snapshot.ts';

/** A source whose error reads differently each time, with a time or a number in it, is told of so often at most. */
const SAME_STATE_MS = 60_000;

type State = 'ok' | 'partial' | 'absent' | 'failed';

/** Tells which outcomes of one source are worth a line in the log: a dead source is logged once, not at every scrape. */
export class OutcomeNews {
  private told: { readonly state: State; readonly reason: string; readonly atMs: number } | undefined;

  isNews(outcome: Outcome<unknown>, nowMs: number): boolean {
    const state = stateOf(outcome);
    const reason = reasonOf(outcome);
    const { told } = this;
    if (told?.state === state && (told.reason === reason || nowMs - told.atMs < SAME_STATE_MS)) return false;
    this.told = { state, reason, atMs: nowMs };
    return true;
  }
}

/** Why a source was not read, or not as a whole; '' where it was. */
export function reasonOf(outcome: Outcome<unknown>): string {
  return outcome.kind === 'ok' ? shortcomings(outcome.problems).join('; ') : outcome.reason;
}

function stateOf(outcome: Outcome<unknown>): State {
  return outcome.kind === 'ok' && reasonOf(outcome) !== '' ? 'partial' : outcome.kind;
}
