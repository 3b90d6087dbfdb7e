import { answersPerSecond, servfailShare } from '../bind-figures.ts';
import type { BindStatus, NodeStatus } from '../node-status.ts';
import type { Found, WarningRow } from './warning-row.ts';

/** Share of answers. Single ones are of zones elsewhere that do not answer. */
const SERVFAIL_SHARE = 0.05;
/** Fewer answers than these a second say nothing by their share. */
const ANSWERS_PER_SECOND = 1;
const STALE_SECONDS = 300;

/** How many clients may wait for recursion at once named.stats does not tell, so that nothing is said of its limit. */
export const BIND_WARNINGS = [
  {
    kind: 'bind-servfail',
    severity: 'warning',
    section: 'bind',
    find: ({ nodes }) =>
      eachBind(nodes, (bind) => {
        const share = servfailShare(bind) ?? 0;
        return (answersPerSecond(bind) ?? 0) >= ANSWERS_PER_SECOND && share > SERVFAIL_SHARE
          ? { source: bind.source, percent: Math.round(share * 1000) / 10 }
          : undefined;
      }),
  },
  {
    kind: 'bind-stale',
    severity: 'warning',
    section: 'bind',
    find: ({ nodes }) => {
      // Where nobody has BIND write its statistics regularly, all of them are old.
      const isAnyFresh = nodes.some((node) =>
        node.binds.some((bind) => ageSeconds(bind, node) <= STALE_SECONDS),
      );
      return eachBind(nodes, (bind, node) => {
        const seconds = Math.round(ageSeconds(bind, node));
        return isAnyFresh && seconds > STALE_SECONDS ? { source: bind.source, seconds } : undefined;
      });
    },
  },
] as const satisfies readonly WarningRow[];

function ageSeconds({ dumpTimeSeconds }: BindStatus, { takenAtSeconds }: NodeStatus): number {
  return takenAtSeconds - dumpTimeSeconds;
}

function eachBind(
  nodes: readonly NodeStatus[],
  valuesOf: (bind: BindStatus, node: NodeStatus) => Found['values'] | undefined,
): Found[] {
  return nodes.flatMap((node) =>
    node.binds.flatMap((bind): Found[] => {
      const values = valuesOf(bind, node);
      return values === undefined ? [] : [{ node: node.node, subject: bind.source, values }];
    }),
  );
}
