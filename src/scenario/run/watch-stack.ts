import type { ConditionSources } from '../judge/condition-reading.ts';
import { oneLine } from '../judge/condition-reading.ts';
import { Observations } from '../observe/observations.ts';
import type { SeenStatus } from '../observe/seen-status.ts';
import { type Reading, type SeenEvent, VipscopeWatch } from '../observe/vipscope-watch.ts';
import type { Scenario } from '../plan/scenario.ts';
import type { RunContext } from './run-context.ts';
import { secondsOf, tell } from './run-context.ts';
import { sleep, timed } from './waiting.ts';

const PERIOD_MS = 1000;
/** A vipscope whose host is cut off answers nothing; nobody waits longer. */
const READ_TIMEOUT_MS = 3000;
const MAX_BYTES = 64 * 2 ** 20;

/** Whoever follows the stack while a scenario runs. */
export interface StackWatch {
  readonly sources: ConditionSources;
  /** When each vipscope was read once, or could not be. */
  readonly begun: Promise<void>;
}

/** Reads all vipscopes each second until the signal aborts, and puts what changes into the timeline. */
export function watchStack(scenario: Scenario, context: RunContext, signal: AbortSignal): StackWatch {
  const observations = new Observations();
  const fetchText = bounded(context, signal);
  const watches = [...scenario.vipscopes].map(([name, url]): [string, VipscopeWatch] => [
    name,
    new VipscopeWatch({
      url,
      fetchText: (page, { maxBytes }) => fetchText(page, maxBytes),
      clock: context.clock,
      signal,
      onReading: (reading) => take(name, reading, observations, context),
    }),
  ]);
  const first = watches.map(([name, watch]) => follow(name, watch, context, signal));
  return {
    sources: {
      observations,
      statuses: new Map(watches.map(([name, watch]) => [name, (): Promise<SeenStatus> => watch.read()])),
      metricsPage: (vipscope) => fetchText(`${scenario.vipscopes.get(vipscope)}/metrics`, MAX_BYTES),
      alertsDocument: () => fetchText(`${scenario.prometheusUrl}/api/v1/alerts`, MAX_BYTES),
    },
    begun: Promise.all(first).then(() => undefined),
  };
}

/** @returns resolves after the first reading; goes on behind that */
function follow(name: string, watch: VipscopeWatch, context: RunContext, signal: AbortSignal): Promise<void> {
  let failure = '';
  const read = async (): Promise<void> => {
    try {
      await watch.read();
      if (failure !== '') tell(context, { kind: 'note', where: name, text: 'answers again', tone: 'good' });
      failure = '';
    } catch (error) {
      if (signal.aborted) return;
      const text = oneLine(error);
      if (failure === '') tell(context, { kind: 'note', where: name, text, tone: 'bad' });
      failure = text;
    }
  };
  const first = read();
  void (async () => {
    await first;
    while (!signal.aborted) {
      await sleep(context.clock, PERIOD_MS, signal);
      if (!signal.aborted) await read();
    }
  })();
  return first;
}

function bounded(
  { clock, fetchText }: RunContext,
  signal: AbortSignal,
): (url: string, maxBytes: number) => Promise<string> {
  return async (url, maxBytes) => {
    const limit = timed(clock, READ_TIMEOUT_MS, signal);
    try {
      return await fetchText(url, { signal: limit.signal, maxBytes });
    } finally {
      limit.end();
    }
  };
}

function take(
  vipscope: string,
  { status, events, missed }: Reading,
  observations: Observations,
  context: RunContext,
): void {
  if (missed)
    tell(context, {
      kind: 'note',
      where: vipscope,
      text: 'some events were not kept long enough',
      tone: 'bad',
    });
  for (const seen of observations.addEvents(events)) {
    context.timeline.add({
      atSeconds: seen.atSeconds - context.zeroSeconds,
      kind: 'event',
      where: seen.event.node,
      text: eventText(seen),
      tone: seen.event.tone,
    });
  }
  const atSeconds = context.zeroSeconds + secondsOf(context);
  for (const { address, verdict, owners } of status.vips) {
    const said = observations.addVerdict({ vipscope, vip: address, verdict, owners, atSeconds });
    if (said === undefined) continue;
    const by = owners.length === 0 ? '' : `, on ${owners.join(', ')}`;
    tell(context, {
      kind: 'verdict',
      where: vipscope,
      text: `${address}: ${verdict}${by}`,
      tone: verdict === 'ok' ? 'good' : verdict === 'unknown' ? 'neutral' : 'bad',
    });
  }
}

function eventText({ event }: SeenEvent): string {
  const { layer, kind, subject, from, to, detail } = event;
  const change = to === undefined ? '' : `: ${from === undefined ? '' : `${from} to `}${to}`;
  return `${layer} ${kind} ${subject}${change}${detail === undefined ? '' : ` (${detail})`}`;
}
