import type { KeepalivedStatus, NodeStatus } from '../status/node-status.ts';
import { SOURCE_TONES, vrrpTone } from '../status/tones.ts';
import { clock, headingOf, number } from './cells.ts';
import { left, right, type TextStyle, textTable } from './text-table.ts';

/** How the last collection of each source ended. */
export function sourcesText({ sources }: NodeStatus, name: string | undefined, style: TextStyle): string {
  const rows = sources.map(({ subsystem, source, state, durationSeconds, target, reason, problemCount }) => [
    subsystem,
    source,
    { text: state, tone: SOURCE_TONES[state] },
    `${(durationSeconds * 1000).toFixed(1)} ms`,
    target,
    reason ?? problemText(problemCount),
  ]);
  return textTable(
    [left(headingOf('SOURCE', name)), left('NAME'), left('STATE'), right('TOOK'), left('READS'), left('')],
    rows,
    style,
  );
}

function problemText(count: number): string {
  if (count === 0) return '';
  return count === 1 ? '1 problem' : `${count} problems`;
}

/** Where this node has the watched addresses. */
export function addressesText({ vips }: NodeStatus, name: string | undefined, style: TextStyle): string {
  const rows = vips.map(({ address, role, on }) => [
    address,
    role,
    on.map(({ label, interface: device }) => label ?? device).join(' '),
  ]);
  return textTable([left(headingOf('ADDRESS', name)), left('ROLE'), left('ON')], rows, style);
}

export function vrrpText({ keepaliveds }: NodeStatus, name: string | undefined, style: TextStyle): string {
  const rows = keepaliveds.flatMap(({ source, instances }: KeepalivedStatus) =>
    instances.map(({ name: instance, state, priority, sinceSeconds }) => [
      instance,
      source,
      { text: state ?? 'unknown', tone: vrrpTone(state) },
      number(priority),
      clock(sinceSeconds),
    ]),
  );
  return textTable(
    [left(headingOf('VRRP INSTANCE', name)), left('NAME'), left('STATE'), right('PRIORITY'), left('SINCE')],
    rows,
    style,
  );
}
