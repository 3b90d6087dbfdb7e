import type { NodeStatus, SourceStatus } from '../node-status.ts';
import type { Found, WarningRow } from './warning-row.ts';

/** NTP keeps hosts within milliseconds; beyond this, their logs cannot be read side by side. */
const CLOCK_SECONDS = 1;

export const SOURCE_WARNINGS = [
  {
    kind: 'source-failed',
    severity: 'warning',
    section: 'sources',
    find: ({ nodes }) =>
      eachSource(nodes, (source) =>
        source.state === 'failed' ? { reason: source.reason ?? '', target: source.target } : undefined,
      ),
  },
  {
    kind: 'peer-dead',
    severity: 'warning',
    section: 'peers',
    find: ({ peers, nodes }) =>
      peers
        .filter(({ state }) => state === 'failed')
        .map(({ url, node, reason = '' }) => ({
          node: nodes[0]?.node ?? '',
          subject: url,
          values: { peer: node ?? url, reason },
        })),
  },
  {
    kind: 'clock-apart',
    severity: 'warning',
    section: 'peers',
    find: ({ peers, nodes }) =>
      peers
        .filter(
          ({ clockOffsetSeconds = 0, clockErrorSeconds = 0 }) =>
            Math.abs(clockOffsetSeconds) - clockErrorSeconds > CLOCK_SECONDS,
        )
        .map(({ url, node, clockOffsetSeconds = 0 }) => ({
          node: nodes[0]?.node ?? '',
          subject: url,
          values: { peer: node ?? url, seconds: Math.round(clockOffsetSeconds * 10) / 10 },
        })),
  },
  {
    kind: 'source-problems',
    severity: 'notice',
    section: 'sources',
    find: ({ nodes }) =>
      eachSource(nodes, ({ problemCount, problems: [first] }) =>
        problemCount === 0 ? undefined : { count: problemCount, reason: first?.reason ?? '' },
      ),
  },
] as const satisfies readonly WarningRow[];

function eachSource(
  nodes: readonly NodeStatus[],
  valuesOf: (source: SourceStatus) => Found['values'] | undefined,
): Found[] {
  return nodes.flatMap(({ node, sources }) =>
    sources.flatMap((each): Found[] => {
      const values = valuesOf(each);
      const subject = `${each.subsystem} ${each.source}`.trimEnd();
      return values === undefined ? [] : [{ node, subject, values }];
    }),
  );
}
