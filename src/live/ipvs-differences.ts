import type { IpvsStatus, RealServerStatus, VirtualServerStatus } from '../view/status/node-status.ts';
import { type Pair, paired } from './paired.ts';
import { type ToldEvent, weightTone } from './told-event.ts';

/** What changed in an IPVS table, figures of traffic aside. */
export function ipvsDifferences(before: IpvsStatus, after: IpvsStatus): ToldEvent[] {
  return paired(before.virtualServers, after.virtualServers, ({ key }) => key).flatMap(virtualServer);
}

function virtualServer({ before, after }: Pair<VirtualServerStatus>): ToldEvent[] {
  if (before === after) return [];
  if (before === undefined) return after === undefined ? [] : [wholeVirtualServer('added', 'neutral', after)];
  if (after === undefined) return [wholeVirtualServer('removed', 'bad', before)];
  return [
    ...changed('scheduler', after.key, before.scheduler ?? '', after.scheduler ?? ''),
    ...changed('flags', after.key, before.flags.join(' '), after.flags.join(' ')),
    ...paired(before.realServers, after.realServers, ({ key }) => key).flatMap((pair) =>
      realServer(after.key, pair),
    ),
  ];
}

function wholeVirtualServer(
  kind: 'added' | 'removed',
  tone: ToldEvent['tone'],
  { key, realServers }: VirtualServerStatus,
): ToldEvent {
  const count = realServers.length === 1 ? '1 real server' : `${realServers.length} real servers`;
  return { layer: 'ipvs', kind, subject: key, tone, detail: `with ${count}` };
}

function realServer(virtual: string, { before, after }: Pair<RealServerStatus>): ToldEvent[] {
  if (before === after) return [];
  const subject = `${virtual} ${before?.key ?? after?.key}`;
  const weight = (of: RealServerStatus | undefined): { readonly detail?: string } =>
    of?.weight === undefined ? {} : { detail: `weight ${of.weight}` };
  if (before === undefined) {
    const tone = after?.weight === 0 ? 'neutral' : 'good';
    return [{ layer: 'ipvs', kind: 'added', subject, tone, ...weight(after) }];
  }
  if (after === undefined) {
    return [{ layer: 'ipvs', kind: 'removed', subject, tone: 'bad', ...weight(before) }];
  }
  return [
    ...weightChanged(subject, before.weight, after.weight),
    ...changed('forward', subject, before.forward ?? '', after.forward ?? ''),
  ];
}

function weightChanged(subject: string, from: number | undefined, to: number | undefined): ToldEvent[] {
  return changed('weight', subject, String(from ?? ''), String(to ?? '')).map((event) => ({
    ...event,
    tone: weightTone(from, to),
  }));
}

/** What a mode of reading does not tell is ''; it has not changed. */
function changed(kind: string, subject: string, from: string, to: string): ToldEvent[] {
  const isUnknown = kind !== 'flags' && (from === '' || to === '');
  return from === to || isUnknown ? [] : [{ layer: 'ipvs', kind, subject, from, to, tone: 'neutral' }];
}
