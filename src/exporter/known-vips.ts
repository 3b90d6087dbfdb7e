import { plainAddress } from '../model/keepalived-dump.ts';
import { isReportOf, type SourceReport } from '../model/snapshot.ts';

/** Virtual IPs that IPVS and keepalived's own dump name, in the reports of the last collections. */
export function knownVips(reports: readonly SourceReport[]): string[] {
  return [...new Set(reports.flatMap(vipsOf))];
}

function vipsOf(report: SourceReport): string[] {
  if (report.outcome.kind !== 'ok') return [];
  if (isReportOf(report, 'ipvs') && report.outcome.kind === 'ok') {
    return report.outcome.value.virtualServers
      .map(({ address }) => address)
      .filter((address) => address !== '');
  }
  if (isReportOf(report, 'keepalived') && report.outcome.kind === 'ok') {
    const { virtualServers, dump } = report.outcome.value;
    const dumped = (dump?.instances ?? []).flatMap(({ vips }) => vips.map(plainAddress));
    return [...virtualServers.flatMap(({ virtual }) => virtual.address ?? []), ...dumped];
  }
  return [];
}
