import { groupBy } from '../../../model/group-by.ts';
import type { StackEvent } from '../../../model/stack-event.ts';
import type { Drift } from '../drift.ts';
import type { NodeStatus } from '../node-status.ts';
import type { PeerStatus } from '../stack-status.ts';
import type { VipVerdict } from '../verdict.ts';
import type { Severity, Warning } from '../warning.ts';

/** What warnings are made from. */
export interface WarningInput {
  readonly nodes: readonly NodeStatus[];
  readonly peers: readonly PeerStatus[];
  readonly vips: readonly VipVerdict[];
  readonly drifts: readonly Drift[];
  readonly events: readonly StackEvent[];
  readonly nowSeconds: number;
}

/** One case of a kind of warning. */
export interface Found {
  readonly node: string;
  readonly subject: string;
  readonly values: Warning['values'];
  /** Where it is not the same for all of its kind. */
  readonly severity?: Severity;
}

/** A row of the table of warnings: a kind, and where it is found. */
export interface WarningRow {
  readonly kind: string;
  readonly severity: Severity;
  readonly section: Warning['section'];
  readonly find: (input: WarningInput) => readonly Found[];
}

/** What happened within these is of late. */
export const LATELY_SECONDS = 300;

/** Events of late, by what they are about; see {@link LATELY_SECONDS}. */
export function lately(
  { events, nowSeconds }: WarningInput,
  matches: (event: StackEvent) => boolean,
): Map<string, StackEvent[]> {
  const found = events.filter(
    (event) => matches(event) && nowSeconds - Number(event.timeNs) / 1e9 <= LATELY_SECONDS,
  );
  return groupBy(found, ({ node, source, subject }) => [node, source, subject].join('\n'));
}

const NAMES_SHOWN = 3;

/** What a sentence says of several of one sort: how many, and the first of them by name. */
export function several(names: readonly string[]): { readonly count: number; readonly names: string } {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return { count: names.length, names: names.length > NAMES_SHOWN ? `${shown}, …` : shown };
}
