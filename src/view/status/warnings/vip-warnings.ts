import type { VerdictKind } from '../verdict.ts';
import type { Severity } from '../warning.ts';
import type { WarningRow } from './warning-row.ts';

const SEVERITY_BY_VERDICT: Readonly<Record<Exclude<VerdictKind, 'ok'>, Severity>> = {
  'split-brain': 'critical',
  'no-owner': 'critical',
  'owner-without-table': 'critical',
  'owner-but-dead': 'critical',
  contested: 'warning',
  'stale-arp-risk': 'warning',
  'real-server-without-vip': 'warning',
  unknown: 'notice',
};

export const VIP_WARNINGS = [
  {
    kind: 'vip-verdict',
    severity: 'critical',
    section: 'vip',
    find: ({ vips, nodes }) =>
      vips.flatMap(({ address, verdict, owners, concerned }) =>
        verdict === 'ok'
          ? []
          : [
              {
                node: nodes[0]?.node ?? '',
                subject: address,
                severity: SEVERITY_BY_VERDICT[verdict],
                values: {
                  address,
                  verdict,
                  owners: owners.join(', '),
                  concerned: concerned.join(', '),
                },
              },
            ],
      ),
  },
] as const satisfies readonly WarningRow[];
