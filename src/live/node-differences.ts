import type { EventTone } from '../model/stack-event.ts';
import type { VipRole } from '../model/vip.ts';
import type { BindStatus, SourceStatus, VipStatus } from '../view/status/node-status.ts';
import { paired } from './paired.ts';
import type { ToldEvent } from './told-event.ts';

/** BIND tells its start in whole seconds, and the reader of its dumps may round them another way. */
const SAME_START_SECONDS = 2;

/** Who owns an address changes with each failover; a real server that lost it answers nobody. */
const ROLE_TONES: Readonly<Record<VipRole, Readonly<Record<VipRole, EventTone>>>> = {
  owner: { owner: 'neutral', 'real-server': 'neutral', absent: 'neutral' },
  'real-server': { owner: 'neutral', 'real-server': 'neutral', absent: 'bad' },
  absent: { owner: 'neutral', 'real-server': 'good', absent: 'neutral' },
};

/** Virtual IPs that came to this node or left it; what proves a failover. An address that is not watched any more is none. */
export function vipDifferences(before: readonly VipStatus[], after: readonly VipStatus[]): ToldEvent[] {
  return paired(before, after, ({ address }) => address).flatMap(({ before: was, after: is }) => {
    if (was === undefined || is === undefined || was.role === is.role) return [];
    const interfaces = [...new Set(is.on.map((place) => place.interface))].join(', ');
    return [
      {
        layer: 'vip',
        kind: 'role',
        subject: is.address,
        from: was.role,
        to: is.role,
        tone: ROLE_TONES[was.role][is.role],
        ...(interfaces !== '' && { detail: `on ${interfaces}` }),
      },
    ];
  });
}

export function bindDifferences(before: BindStatus, after: BindStatus): ToldEvent[] {
  const [was, is] = [before.bootTimeSeconds, after.bootTimeSeconds];
  if (was === undefined || is === undefined || Math.abs(is - was) < SAME_START_SECONDS) return [];
  const versions = before.version === after.version ? {} : { from: before.version, to: after.version };
  return [{ layer: 'bind', kind: 'restart', subject: after.source, ...versions, tone: 'neutral' }];
}

/** A source that cannot be read any more, or can again. */
export function sourceDifference(before: SourceStatus, after: SourceStatus): ToldEvent[] {
  if (before.state === after.state) return [];
  const { subsystem, source, state, reason } = after;
  return [
    {
      layer: 'source',
      kind: 'state',
      subject: source === '' ? subsystem : `${subsystem} ${source}`,
      from: before.state,
      to: state,
      tone: state === 'failed' ? 'bad' : before.state === 'failed' && state === 'ok' ? 'good' : 'neutral',
      ...(reason !== undefined && { detail: reason }),
    },
  ];
}
