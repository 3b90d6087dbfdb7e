import type {
  KeepalivedEvent,
  KeepalivedServer,
  LifecycleAction,
  RealServerAction,
  VrrpState,
} from '../model/keepalived-event.ts';
import type { EventOf } from '../model/keepalived-event-handlers.ts';
import { keepalivedServerText, UNKNOWN_SERVER_TEXT } from '../model/keepalived-server.ts';
import type { EventTone, NewEvent } from '../model/stack-event.ts';

/** What a line says happened, without when and where that was. */
export type ToldEvent = Pick<NewEvent, 'layer' | 'kind' | 'subject' | 'from' | 'to' | 'tone' | 'detail'>;

type Tellers = { readonly [K in KeepalivedEvent['kind']]?: (event: EventOf<K>) => ToldEvent | undefined };

/** To hold the address or not is neither good nor bad; to be out of it is. */
export const STATE_TONES: Readonly<Record<VrrpState, EventTone>> = {
  INIT: 'neutral',
  BACKUP: 'neutral',
  MASTER: 'neutral',
  FAULT: 'bad',
  STOP: 'bad',
};

/** `shut-down` is what becomes of all of them when keepalived itself ends. */
const REAL_SERVER_TONES: Readonly<Record<RealServerAction, EventTone>> = {
  added: 'good',
  enabled: 'good',
  up: 'good',
  removed: 'bad',
  disabled: 'bad',
  down: 'bad',
  'shut-down': 'neutral',
};

const RESULT_TONES = { succeeded: 'good', failed: 'bad', 'timed-out': 'bad' } as const;
const RESULT_TEXTS = { succeeded: 'succeeded', failed: 'failed', 'timed-out': 'timed out' } as const;

/**
 * What each kind of line tells people. Kinds that are not here mean nothing by themselves: scripts of checks that end,
 * checkers switched on at a start, addresses set by a state that was told already.
 */
const TELLERS: Tellers = {
  'vrrp-state': ({ instance, state }) => ({
    ...vrrp('state', instance, STATE_TONES[state]),
    to: state,
  }),
  'vrrp-removed': ({ instance }) => vrrp('removed', instance, 'neutral'),
  election: ({ instance, reason, peer, peerPriority, ourPriority }) => {
    // Once a second while a backup waits to take over.
    if (reason === 'lower-priority-discarded') return undefined;
    const facts = [
      peer === undefined ? '' : ` from ${peer}`,
      peerPriority === undefined ? '' : `, priority ${peerPriority}`,
      ourPriority === undefined ? '' : `, ours ${ourPriority}`,
    ];
    return { ...vrrp('election', instance, 'neutral'), detail: `${words(reason)}${facts.join('')}` };
  },
  fault: ({ instance, reason, detail }) => ({
    ...vrrp('fault', instance, 'bad'),
    detail: detail === undefined ? words(reason) : `${words(reason)} ${detail}`,
  }),
  'priority-zero': ({ instance, direction }) => ({
    ...vrrp('priority-zero', instance, 'neutral'),
    detail: direction === 'sent' ? 'sent: it resigns' : 'received: its master resigns',
  }),
  priority: ({ instance, from, to }) => ({
    ...vrrp('priority', instance, from === undefined || from === to ? 'neutral' : from < to ? 'good' : 'bad'),
    ...(from !== undefined && { from: String(from) }),
    to: String(to),
  }),
  garp: ({ instance, interface: on, address }) => ({
    ...vrrp('garp', instance ?? address ?? on ?? UNKNOWN_SERVER_TEXT, 'neutral'),
    detail: `gratuitous ARP or neighbour advertisement on ${on ?? 'unknown'} for ${address ?? 'unknown'}`,
  }),
  conflict: ({ instance, reason }) => ({
    ...vrrp('conflict', instance ?? 'unknown', 'bad'),
    detail: words(reason),
  }),
  'sync-group': ({ group, action, state, instance }) => ({
    ...vrrp('sync-group', group, state === 'FAULT' ? 'bad' : 'neutral'),
    ...(state !== undefined && { to: state }),
    detail: instance === undefined ? words(action) : `${words(action)} with ${instance}`,
  }),
  script: ({ script, result, exitStatus, signal, onReload }) =>
    onReload && result === 'succeeded'
      ? undefined
      : {
          ...vrrp('script', script, RESULT_TONES[result]),
          to: RESULT_TEXTS[result],
          ...endOfProcess(exitStatus, signal),
        },
  interface: ({ interface: name, up }) => ({ ...vrrp('interface', name, goodIf(up)), to: upOrDown(up) }),
  tracked: ({ what, name, up }) => ({ ...vrrp('tracked', `${what} ${name}`, goodIf(up)), to: upOrDown(up) }),
  'real-server': ({ real, virtual, action, inhibited }) => ({
    ...keepalived(action, pair(virtual, real), REAL_SERVER_TONES[action]),
    ...(inhibited && action !== 'enabled' && { detail: 'it stays in the table with weight 0' }),
  }),
  'real-server-gone': ({ real }) => ({
    ...keepalived('removed', realText(real), 'neutral'),
    detail: 'gone from the configuration',
  }),
  'virtual-server-gone': ({ virtual }) => ({
    ...keepalived('removed', keepalivedServerText(virtual), 'neutral'),
    detail: 'gone from the configuration',
  }),
  weight: ({ real, virtual, from, to }) => ({
    ...keepalived('weight', pair(virtual, real), weightTone(from, to)),
    from: String(from),
    to: String(to),
  }),
  quorum: ({ virtual, up, initial }) => ({
    ...keepalived('quorum', keepalivedServerText(virtual), goodIf(up)),
    to: upOrDown(up),
    ...(initial && { detail: 'down from the start' }),
  }),
  'sorry-server': ({ real, virtual, active }) => ({
    ...keepalived('sorry-server', pair(virtual, real), goodIf(!active)),
    to: active ? 'in use' : 'not in use',
  }),
  check: ({ type, real, virtual, result, final, exitStatus, signal, detail }) => {
    if (result === 'succeeded' || final !== true) return undefined;
    const subject = virtual === undefined ? realText(real) : pair(virtual, real);
    const end = endOfProcess(exitStatus, signal).detail ?? detail;
    return {
      ...keepalived('check', subject, RESULT_TONES[result]),
      to: RESULT_TEXTS[result],
      detail: [type === 'unknown' ? 'check' : `${type} check`, ...(end === undefined ? [] : [end])].join(
        ': ',
      ),
    };
  },
  lifecycle: ({ action, process, version }) => {
    if (action === 'child-died') return keepalived('child-died', process ?? 'keepalived', 'bad');
    const told = LIFECYCLE[action];
    return (
      told && {
        ...keepalived(told.kind, 'keepalived', told.tone),
        ...(version !== undefined && { detail: version }),
      }
    );
  },
};

const LIFECYCLE: Readonly<
  Partial<Record<LifecycleAction, { readonly kind: string; readonly tone: EventTone }>>
> = {
  starting: { kind: 'started', tone: 'good' },
  started: { kind: 'started', tone: 'good' },
  stopping: { kind: 'stopped', tone: 'bad' },
  stopped: { kind: 'stopped', tone: 'bad' },
  reloading: { kind: 'reloaded', tone: 'neutral' },
  'child-reloading': { kind: 'reloaded', tone: 'neutral' },
  reloaded: { kind: 'reloaded', tone: 'neutral' },
};

/** What a line means to people; undefined for one that means nothing by itself. */
export function toldEvent(event: KeepalivedEvent): ToldEvent | undefined {
  // The table's type pairs each kind with its event, which TypeScript does not follow through an index.
  const tell = TELLERS[event.kind] as ((event: KeepalivedEvent) => ToldEvent | undefined) | undefined;
  return tell?.(event);
}

/** Weight 0 takes no new connections. */
export function weightTone(from: number | undefined, to: number | undefined): EventTone {
  if (from === to) return 'neutral';
  if (to === 0) return 'bad';
  return from === 0 ? 'good' : 'neutral';
}

function vrrp(kind: string, subject: string, tone: EventTone): ToldEvent {
  return { layer: 'vrrp', kind, subject, tone };
}

function keepalived(kind: string, subject: string, tone: EventTone): ToldEvent {
  return { layer: 'keepalived', kind, subject, tone };
}

function pair(virtual: KeepalivedServer, real: KeepalivedServer): string {
  return `${keepalivedServerText(virtual)} ${realText(real)}`;
}

/** As IPVS names it: the protocol is its virtual server's. */
function realText({ protocol: _, ...real }: KeepalivedServer): string {
  return keepalivedServerText(real);
}

function goodIf(condition: boolean): EventTone {
  return condition ? 'good' : 'bad';
}

function upOrDown(up: boolean): string {
  return up ? 'up' : 'down';
}

function endOfProcess(
  exitStatus: number | undefined,
  signal: number | undefined,
): { readonly detail?: string } {
  if (exitStatus !== undefined) return { detail: `exited with status ${exitStatus}` };
  return signal === undefined ? {} : { detail: `ended by signal ${signal}` };
}

/** `higher-priority-received` for people. */
function words(name: string): string {
  return name.replaceAll('-', ' ');
}
