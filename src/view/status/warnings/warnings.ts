import { SEVERITIES, type Warning } from '../warning.ts';
import { BIND_WARNINGS } from './bind-warnings.ts';
import { HAPROXY_WARNINGS } from './haproxy-warnings.ts';
import { IPVS_WARNINGS } from './ipvs-warnings.ts';
import { KEEPALIVED_WARNINGS } from './keepalived-warnings.ts';
import { SOURCE_WARNINGS } from './source-warnings.ts';
import { VIP_WARNINGS } from './vip-warnings.ts';
import type { WarningInput, WarningRow } from './warning-row.ts';

export type { WarningInput } from './warning-row.ts';

/** Every kind of warning; those of one severity are told in this order. */
const WARNINGS = [
  ...VIP_WARNINGS,
  ...IPVS_WARNINGS,
  ...KEEPALIVED_WARNINGS,
  ...HAPROXY_WARNINGS,
  ...BIND_WARNINGS,
  ...SOURCE_WARNINGS,
] as const satisfies readonly WarningRow[];

/** `more-warnings`: the last of a list that was too long. */
export type WarningKind = (typeof WARNINGS)[number]['kind'] | 'more-warnings';

export const WARNING_KINDS: readonly WarningKind[] = [...WARNINGS.map(({ kind }) => kind), 'more-warnings'];

export const MAX_WARNINGS = 200;

/** What somebody should look at, the worst first. */
export function warningsOf(input: WarningInput): Warning[] {
  const found = new Map<string, Warning>();
  for (const row of WARNINGS) {
    for (const warning of warningsOfRow(row, input)) {
      found.set([warning.kind, warning.node, warning.subject].join('\n'), warning);
    }
  }
  const all = [...found.values()];
  return bounded(SEVERITIES.flatMap((severity) => all.filter((warning) => warning.severity === severity)));
}

function warningsOfRow({ kind, severity, section, find }: WarningRow, input: WarningInput): Warning[] {
  return find(input).map((found) => ({ severity, kind, section, ...found }));
}

function bounded(warnings: readonly Warning[]): Warning[] {
  if (warnings.length <= MAX_WARNINGS) return [...warnings];
  const shown = warnings.slice(0, MAX_WARNINGS - 1);
  const count = warnings.length - shown.length;
  const [next] = warnings.slice(shown.length);
  return [
    ...shown,
    {
      severity: next?.severity ?? 'notice',
      kind: 'more-warnings',
      node: next?.node ?? '',
      subject: 'more',
      values: { count },
      section: next?.section ?? 'vip',
    },
  ];
}
