import { detached } from '../../../model/detach.ts';
import { allReports, type SourceReport, type StackSnapshot } from '../../../model/snapshot.ts';
import type { NodeStatus, SourceStatus } from '../node-status.ts';
import { bindStatus } from './of-bind.ts';
import { haproxyStatus } from './of-haproxy.ts';
import { ipvsStatus } from './of-ipvs.ts';
import { keepalivedStatus } from './of-keepalived.ts';
import { okReports } from './ok-reports.ts';

/** Problems of one source that a status tells; the count tells how many there are. */
export const PROBLEMS_SHOWN = 10;

/**
 * What a snapshot tells, as every form of the status shows it. It keeps nothing of the texts that were collected.
 *
 * @param before of the same node, the collection before this one: rates are made from both where the source gives none
 */
export function nodeStatus(snapshot: StackSnapshot, before?: NodeStatus): NodeStatus {
  const { node, demo, takenAtSeconds, reports } = snapshot;
  const sources = allReports(snapshot).map(sourceStatus);
  const vips = okReports(reports.vip);
  const [ipvs] = okReports(reports.ipvs).map((report) => ipvsStatus(report, before));
  return {
    node,
    demo,
    takenAtSeconds,
    sources,
    vips: vips.flatMap(({ value }) => value.vips),
    hostAddresses: vips.flatMap(({ value }) => value.addresses),
    keepaliveds: okReports(reports.keepalived).map(keepalivedStatus),
    ...(ipvs !== undefined && { ipvs }),
    haproxys: okReports(reports.haproxy).map((report) => haproxyStatus(report, before)),
    binds: okReports(reports.bind).map((report) => bindStatus(report, before)),
  };
}

function sourceStatus(report: SourceReport): SourceStatus {
  const { subsystem, source, target, durationSeconds, finishedAtSeconds, outcome } = report;
  const { count, kept } = outcome.kind === 'ok' ? outcome.problems : { count: 0, kept: [] };
  return {
    subsystem,
    source,
    target,
    state: outcome.kind,
    ...(outcome.kind !== 'ok' && { reason: detached(outcome.reason) }),
    durationSeconds,
    finishedAtSeconds,
    problemCount: count,
    problems: kept.slice(0, PROBLEMS_SHOWN).map(({ line, reason, text }) => ({
      line,
      reason: detached(reason),
      text: detached(text),
    })),
  };
}
