import type { StackEvent } from '../../model/stack-event.ts';

/** A check that fails takes its server out at once; one further back was of another incident. */
const CHECK_SECONDS = 10n;
/** The directors see one incident at their own times, and the table is seen to change at the next collection. */
const INCIDENT_SECONDS = 10n;
const NANOSECONDS_A_SECOND = 1_000_000_000n;

const OUT = new Set(['removed', 'disabled', 'down', 'shut-down']);
const IN = new Set(['added', 'enabled', 'up']);

/**
 * Why each real server last changed. Made once for a status; what it gives is an event of the list,
 * and where a check explains it, with that check as its detail: `Misc check failed (exited with status 1)`.
 */
export class LastChanges {
  /** By virtual and real server without protocol, then by protocol, '' where the log has none. */
  private readonly realServers = new Map<string, Map<string, StackEvent>>();
  /** The last failed check of a real server, by who saw it. */
  private readonly checks = new Map<string, StackEvent>();

  /** @param events of all nodes, in any order */
  constructor(events: readonly StackEvent[]) {
    for (const event of events.toSorted(earliestFirst)) {
      if (event.layer === 'ipvs' || event.layer === 'keepalived') this.take(event);
    }
  }

  /**
   * @param virtual key of the virtual server, `udp/192.168.56.185:53`
   * @param real key of the real server, `192.168.56.183:53`
   */
  ofRealServer(virtual: string, real: string): StackEvent | undefined {
    const { protocol, rest } = takenApart(virtual);
    const known = this.realServers.get(`${rest} ${real}`);
    const exact = known?.get(protocol);
    const unsure = known?.get('');
    if (exact === undefined || unsure === undefined) return exact ?? unsure;
    const [before, after] = earliestFirst(exact, unsure) <= 0 ? [exact, unsure] : [unsure, exact];
    return isSameIncident(before, after) ? better(before, after) : after;
  }

  private take(event: StackEvent): void {
    const [first = '', real] = event.subject.split(' ');
    if (event.kind === 'check') this.checks.set(checkKey(event, real ?? first), event);
    if (event.kind === 'check' || real === undefined) return;
    const { protocol, rest } = takenApart(first);
    const key = `${rest} ${real}`;
    const known = this.realServers.get(key) ?? new Map<string, StackEvent>();
    this.realServers.set(key, known);
    const explained = this.explained(event, real);
    const before = known.get(protocol);
    known.set(
      protocol,
      before !== undefined && isSameIncident(before, explained) ? better(before, explained) : explained,
    );
  }

  private explained(event: StackEvent, real: string): StackEvent {
    if (direction(event) !== 'out' || event.kind === 'shut-down') return event;
    // Before 1.3.9 a MISC_CHECK's line has neither port nor virtual server.
    const check =
      this.checks.get(checkKey(event, real)) ??
      this.checks.get(checkKey(event, real.replace(/:[^:\]]*$/, '').replace(/^\[(.*)\]$/, '$1')));
    if (check === undefined || event.timeNs - check.timeNs > CHECK_SECONDS * NANOSECONDS_A_SECOND)
      return event;
    return { ...event, detail: checkText(check) };
  }
}

/** `Misc check failed (exited with status 1)` of `misc check: exited with status 1`. */
function checkText({ detail = 'check', to = 'failed' }: StackEvent): string {
  const [type = '', ...reason] = detail.split(': ');
  const text = `${type.replace(/^\w+/, checkerName)} ${to}`;
  return reason.length === 0 ? text : `${text} (${reason.join(': ')})`;
}

/** The others are abbreviations: `TCP`, `DNS`. */
const WORDS = new Set(['misc', 'ping', 'file', 'check']);

function checkerName(type: string): string {
  return WORDS.has(type) ? `${type.slice(0, 1).toUpperCase()}${type.slice(1)}` : type.toUpperCase();
}

function direction({ kind, to }: StackEvent): 'in' | 'out' | undefined {
  if (OUT.has(kind) || (kind === 'weight' && to === '0')) return 'out';
  return IN.has(kind) || kind === 'weight' ? 'in' : undefined;
}

/** Whether a later event tells what an earlier one told. */
function isSameIncident(before: StackEvent, after: StackEvent): boolean {
  const apartNs = after.timeNs - before.timeNs;
  return (
    apartNs >= 0n &&
    apartNs <= INCIDENT_SECONDS * NANOSECONDS_A_SECOND &&
    direction(before) !== undefined &&
    direction(before) === direction(after) &&
    (before.kind !== 'weight' || after.kind !== 'weight')
  );
}

/** The one that says more; of two that say the same much, the first. */
function better(before: StackEvent, after: StackEvent): StackEvent {
  return before.detail === undefined && after.detail !== undefined ? after : before;
}

function earliestFirst(one: StackEvent, other: StackEvent): number {
  if (one.timeNs !== other.timeNs) return one.timeNs < other.timeNs ? -1 : 1;
  // A log's second may have both, and a check comes before what comes of it.
  return Number(other.kind === 'check') - Number(one.kind === 'check') || one.id - other.id;
}

/** `udp/192.168.56.185:53`; keepalived before 1.3.9 logs no protocol. */
function takenApart(virtual: string): { readonly protocol: string; readonly rest: string } {
  const [, protocol = '', rest = virtual] = /^([a-z]+)\/(?=[\d[])(.*)$/is.exec(virtual) ?? [];
  // A mark is all of its name.
  return protocol.startsWith('fwm')
    ? { protocol: '', rest: virtual }
    : { protocol: protocol.toLowerCase(), rest };
}

function checkKey({ node, source }: Pick<StackEvent, 'node' | 'source'>, real: string): string {
  return [node, source, takenApart(real).rest].join('\n');
}
