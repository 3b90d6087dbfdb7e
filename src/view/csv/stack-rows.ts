import { warningText } from '../i18n/warning-texts.ts';
import { isoTimeOfNs, optionalIsoTime } from '../iso-time.ts';
import type { StackStatus } from '../status/stack-status.ts';
import type { CsvRow } from './columns.ts';

/** What is told of the stack as a whole. */
export function stackRows({ warnings, vips, drifts, peers, events }: StackStatus): CsvRow[] {
  return [
    ...warnings.map((warning) => ({
      node: warning.node,
      layer: warning.section,
      row: 'warning',
      group: warning.kind,
      name: warning.subject,
      state: warning.severity,
      detail: warningText(warning, 'en'),
    })),
    ...vips.flatMap(({ address, verdict, owners, sinceSeconds, claims }): CsvRow[] => [
      {
        layer: 'vip',
        row: 'verdict',
        name: address,
        state: verdict,
        since: optionalIsoTime(sinceSeconds),
        detail: owners.length === 0 ? undefined : `owned by ${owners.join(' and ')}`,
      },
      ...claims.map((claim) => ({
        node: claim.director,
        layer: 'vrrp',
        row: 'claim',
        group: address,
        name: claim.instance,
        state: claim.state,
        priority: claim.priority,
        since: optionalIsoTime(claim.sinceSeconds),
      })),
    ]),
    ...drifts.flatMap(({ virtual, real, what, values }) =>
      values.map(({ node, value }) => ({
        node,
        layer: 'ipvs',
        row: 'drift',
        group: virtual,
        name: real,
        state: what,
        detail: value,
      })),
    ),
    ...peers.map(({ url, state, reason, node, answeredAtSeconds }) => ({
      node,
      layer: 'peer',
      row: 'peer',
      name: url,
      state,
      since: optionalIsoTime(answeredAtSeconds),
      detail: reason,
    })),
    ...events.map(({ node, layer, source, kind, subject, from, to, timeNs, detail, line }) => ({
      node,
      layer,
      row: 'event',
      source,
      group: kind,
      name: subject,
      state: from === undefined ? to : `${from} to ${to ?? 'nothing'}`,
      since: isoTimeOfNs(timeNs),
      detail: line ?? detail,
    })),
  ];
}
