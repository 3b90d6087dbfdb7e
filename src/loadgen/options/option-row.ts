import type { Dialect } from '../settings.ts';
import type { Draft } from './draft.ts';
import type { ValueKind } from './values/value-kind.ts';

/** Part of the help that an option stands in. */
export type OptionGroup = 'Server' | 'Queries' | 'Load' | 'Sockets' | 'Shape' | 'Answers' | 'Report';

/** One option: how it is written, what it takes, what it changes and how the help shows it. */
export interface OptionRow {
  readonly group: OptionGroup;
  /** Names after `--`; the first is the one that messages and other tables use. */
  readonly long: readonly string[];
  /** Letters in the dialects `dnsbench` and `queryperf`. */
  readonly letters?: string;
  /** Letters in the dialect `dnsperf`. */
  readonly dnsperf?: string;
  /** Key of dnsperf's `-O key=value`. */
  readonly dnsperfKey?: string;
  /** Only dnsperf's dialect has it, by its letter or key; its long name is for tables alone. */
  readonly dnsperfOnly?: true;
  readonly takes: OptionEffect;
  /** The value is never shown. */
  readonly secret?: true;
  /** What people who write a value after this switch probably want. */
  readonly insteadOfValue?: string;
  /** Name of its value in the help. */
  readonly metavar?: string;
  readonly help: string;
  /** Its help in dialects with another default. */
  readonly helpIn?: Partial<Readonly<Record<Dialect, string>>>;
}

/** What becomes of an option that is given. */
export type OptionEffect =
  | { readonly kind: 'switch'; readonly apply: (draft: Draft) => Draft }
  | {
      readonly kind: 'value';
      readonly wanted: string;
      /** Taken only as `--name=value`; without one, this is what the option does. */
      readonly applyBare?: (draft: Draft) => Draft;
      /** @returns undefined if the value is not one of the wanted */
      readonly apply: (text: string, draft: Draft) => Draft | undefined;
      readonly wrongPart?: (text: string) => string | undefined;
    }
  /** Known, and refused with a reason. */
  | { readonly kind: 'refused'; readonly because: string }
  /** dnsperf's -O: the key names another row. */
  | { readonly kind: 'dnsperf-key' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** A switch that sets these fields. */
export function sets(fields: Draft): OptionEffect {
  return changes(() => fields);
}

/** A switch whose fields depend on what is there. */
export function changes(fields: (draft: Draft) => Draft): OptionEffect {
  return { kind: 'switch', apply: (draft) => ({ ...draft, ...fields(draft) }) };
}

/** A value of a kind, and the fields that it sets; `bare`: those without a value, which then needs the `=`. */
export function takes<T>(
  kind: ValueKind<T>,
  fields: (value: T, draft: Draft) => Draft,
  bare?: (draft: Draft) => Draft,
): OptionEffect {
  return {
    kind: 'value',
    wanted: kind.wanted,
    ...(kind.wrongPart !== undefined && { wrongPart: kind.wrongPart }),
    ...(bare !== undefined && { applyBare: (draft: Draft) => ({ ...draft, ...bare(draft) }) }),
    apply: (text, draft) => {
      const value = kind.parse(text);
      return value === undefined ? undefined : { ...draft, ...fields(value, draft) };
    },
  };
}
