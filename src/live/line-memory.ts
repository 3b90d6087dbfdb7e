import { BoundedMap } from '../model/bounded-map.ts';
import { givenUpTransition } from '../model/given-up-transition.ts';
import type { KeepalivedEvent, VrrpState } from '../model/keepalived-event.ts';
import type { EventOf } from '../model/keepalived-event-handlers.ts';
import { STATE_TONES, type ToldEvent, toldEvent } from './told-event.ts';

/** Names come out of logs, which may hold anything. */
const MOST_NAMES = 1_000;

/** keepalived before 2.3.4 logs the same conflict with each advertisement, and some checks fail anew with each try. */
const REPEATING: ReadonlySet<string> = new Set(['conflict', 'election', 'check']);
const REPEATED_MS = 60_000;

/** A reload is told by the parent and by each child, and again when it is complete. */
const RELOAD_MS = 10_000;

interface Instance {
  state?: VrrpState;
  /** Told to come, and not told to have come. */
  transition?: VrrpState;
}

/** What earlier lines of one keepalived told, as far as the meaning of the next ones depends on it. */
export class LineMemory {
  private readonly instances = new BoundedMap<Instance>(MOST_NAMES);
  /** Instances that have announced their addresses since their state last changed; '' for one without a name. */
  private readonly announced = new Set<string>();
  private readonly repeated = new Map<string, number>();
  /** How a check's script ended: before 1.3.9 keepalived logs that in a line of its own, which names nobody. */
  private ended: { readonly exit: EventOf<'child-exit'>; readonly timeMs: number } | undefined;
  private lifecycle: { readonly kind: string; readonly timeMs: number } | undefined;

  /** What a line tells in the light of those before it; undefined where that is nothing new. */
  tell(event: KeepalivedEvent, timeMs: number): ToldEvent | undefined {
    if (event.kind === 'vrrp-transition') return this.transition(event);
    if (event.kind === 'vrrp-state') return this.state(event);
    if (event.kind === 'garp' && !this.isFirstAnnouncement(event)) return undefined;
    if (event.kind === 'child-exit') this.ended = { exit: event, timeMs };
    const told = toldEvent(event.kind === 'check' ? this.withEnd(event, timeMs) : event);
    if (told === undefined) return undefined;
    if (event.kind === 'election') this.announceAgain(event.instance);
    if (event.kind === 'lifecycle') return this.isLifecycleNews(event, told, timeMs) ? told : undefined;
    return REPEATING.has(event.kind) && this.isRepeated(told, timeMs) ? undefined : told;
  }

  private withEnd(check: EventOf<'check'>, timeMs: number): EventOf<'check'> {
    const { ended } = this;
    const isOwn = check.type === 'misc' && check.exitStatus === undefined && check.signal === undefined;
    if (!isOwn || check.result !== 'failed' || ended?.timeMs !== timeMs) return check;
    this.ended = undefined;
    return { ...check, exitStatus: ended.exit.exitStatus, signal: ended.exit.signal };
  }

  private transition({ instance, to }: EventOf<'vrrp-transition'>): undefined {
    const known = this.instances.obtain(instance, () => ({}));
    if (known !== undefined) known.transition = to;
  }

  private state(event: EventOf<'vrrp-state'>): ToldEvent | undefined {
    const known: Instance = this.instances.obtain(event.instance, () => ({})) ?? {};
    const { state: from, transition } = known;
    if (event.how === 'reported' && from === event.state) return undefined;
    known.state = event.state;
    delete known.transition;
    this.announceAgain(event.instance);
    const told = toldEvent(event);
    if (told === undefined) return undefined;
    const isRecovery = from === 'FAULT' && STATE_TONES[event.state] === 'neutral';
    return {
      ...told,
      ...(isRecovery && { tone: 'good' }),
      ...(from !== undefined && from !== event.state && { from }),
      ...(transition !== undefined &&
        transition !== event.state && { detail: givenUpTransition(transition) }),
    };
  }

  /** keepalived logs one line an address and packet, and the same again some seconds later. */
  private isFirstAnnouncement({ instance }: EventOf<'garp'>): boolean {
    if (instance === undefined ? this.announced.size > 0 : this.announced.has(instance)) return false;
    if (this.announced.size < MOST_NAMES) this.announced.add(instance ?? '');
    return true;
  }

  private announceAgain(instance: string): void {
    this.announced.delete(instance);
    this.announced.delete('');
  }

  /** One event for a start, a stop and a reload, whichever of their lines that version logs. */
  private isLifecycleNews({ action }: EventOf<'lifecycle'>, { kind }: ToldEvent, timeMs: number): boolean {
    if (action === 'child-died') return true;
    const before = this.lifecycle;
    const isSame = before?.kind === kind && (kind !== 'reloaded' || timeMs - before.timeMs <= RELOAD_MS);
    if (isSame && action !== 'starting') return false;
    this.lifecycle = { kind, timeMs };
    if (kind === 'reloaded') return true;
    this.announced.clear();
    for (const instance of this.instances.values()) instance.state = kind === 'stopped' ? 'STOP' : 'INIT';
    return true;
  }

  private isRepeated({ kind, subject, detail, to }: ToldEvent, timeMs: number): boolean {
    const key = JSON.stringify([kind, subject, to, detail]);
    const before = this.repeated.get(key);
    if (before !== undefined && Math.abs(timeMs - before) < REPEATED_MS) return true;
    if (this.repeated.size >= MOST_NAMES) this.repeated.clear();
    this.repeated.set(key, timeMs);
    return false;
  }
}
