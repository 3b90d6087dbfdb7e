import type { LoadDisturbance } from '../load/load-disturbances.ts';
import type { LoadReading } from '../load/load-reading.ts';
import type { DisturbanceBound, LoadCheck } from '../plan/expectation.ts';
import { type FigureBound, isWithin } from '../plan/figure-bound.ts';
import { disturbanceText } from '../plan/load-check-text.ts';
import type { Judgement } from './judgement.ts';

/** A judgement of the load; it gets the expectation's name. */
type Verdict = Pick<Judgement, 'outcome' | 'wanted' | 'measured'> & { readonly suffix?: string };
type Judges = {
  readonly [K in LoadCheck['kind']]: (check: Extract<LoadCheck, { kind: K }>, load: LoadReading) => Verdict[];
};

const JUDGES: Judges = {
  outage: ({ bound }, { disturbances }) => {
    const longest = [...disturbances].sort((a, b) => b.outageSeconds - a.outageSeconds)[0];
    return [
      verdict(
        isWithin(longest?.outageSeconds ?? 0, bound),
        bound.text,
        longest === undefined ? 'no disturbance' : `${figure(longest.outageSeconds)} s, ${spanText(longest)}`,
      ),
    ];
  },
  lost: ({ bound }, { totals: { timedOut, sent } }) => [
    verdict(isWithin(timedOut, bound), bound.text, `${timedOut} of ${sent}`),
  ],
  accounted: (_check, { totals: { sent, answered, timedOut, interrupted } }) => [
    verdict(
      sent === answered + timedOut + interrupted,
      'sent = answered + lost + interrupted',
      `${sent} = ${answered} + ${timedOut} + ${interrupted}${sent === answered + timedOut + interrupted ? '' : ' does not hold'}`,
    ),
  ],
  shares: ({ shares }, { countedBy }) => {
    const counts = new Map(countedBy?.counts ?? []);
    const all = [...counts.values()].reduce((sum, count) => sum + count, countedBy?.others ?? 0);
    const others = [...counts.keys()].filter((origin) => !shares.some((share) => share.origin === origin));
    const also = others.length === 0 ? '' : `; ${others.slice(0, 5).join(', ')} answered too`;
    return shares.map(({ origin, percent }) => {
      const answered = counts.get(origin) ?? 0;
      const share = all === 0 ? 0 : (100 * answered) / all;
      const measured =
        countedBy === undefined
          ? 'the load did not count who answered'
          : `${figure(share)} %, ${answered} of ${all}${also}`;
      return {
        ...verdict(countedBy !== undefined && isWithin(share, percent), percent.text, measured),
        suffix: origin,
      };
    });
  },
  disturbances: ({ wanted, noneElse }, { disturbances }) => {
    let left = [...disturbances];
    const found = wanted.map((bound, index) => {
      const match = left.find((one) => isMeant(one, bound));
      left = left.filter((one) => one !== match);
      return { ...judgeDisturbance(match, bound), suffix: `${index + 1}: ${disturbanceText(bound)}` };
    });
    if (!noneElse) return found;
    const measured = left.length === 0 ? 'none' : left.map(disturbanceLine).join('; ');
    return [
      ...found,
      { ...verdict(left.length === 0, 'no other disturbance', measured), suffix: 'none else' },
    ];
  },
};

/** Judges what the load came to; one expectation may be of several things. */
export function judgeLoad(name: string, check: LoadCheck, load: LoadReading): Judgement[] {
  // The table's type pairs each kind with its check, which TypeScript does not follow through an index.
  const judge = JUDGES[check.kind] as (check: LoadCheck, load: LoadReading) => Verdict[];
  return judge(check, load).map(({ suffix, ...rest }) => ({
    name: suffix === undefined ? name : `${name}: ${suffix}`,
    ...rest,
  }));
}

/** `real-server 192.0.2.2: 3.2 s, 1,610 lost`: one disturbance for people. */
export function disturbanceLine(disturbance: LoadDisturbance): string {
  const { cause, subject, isFailBack, outageSeconds, lost } = disturbance;
  const what = [cause, isFailBack ? 'fail-back' : '', subject ?? ''].filter((part) => part !== '').join(' ');
  return `${what}: ${figure(outageSeconds)} s, ${lost} lost, ${spanText(disturbance)}`;
}

function isMeant(disturbance: LoadDisturbance, { cause, subject, isFailBack }: DisturbanceBound): boolean {
  return (
    (cause === undefined || disturbance.cause === cause) &&
    (subject === undefined || disturbance.subject?.includes(subject) === true) &&
    (isFailBack === undefined || disturbance.isFailBack === isFailBack)
  );
}

function judgeDisturbance(match: LoadDisturbance | undefined, { outage, lost }: DisturbanceBound): Verdict {
  const wanted = [outage && `outage ${outage.text}`, lost && `lost ${lost.text}`].filter(isText).join(', ');
  if (match === undefined) return verdict(false, wanted === '' ? 'happened' : wanted, 'did not happen');
  const fits = (value: number, bound: FigureBound | undefined): boolean =>
    bound === undefined || isWithin(value, bound);
  return verdict(
    fits(match.outageSeconds, outage) && fits(match.lost, lost),
    wanted === '' ? 'happened' : wanted,
    disturbanceLine(match),
  );
}

function verdict(holds: boolean, wanted: string, measured: string): Verdict {
  return { outcome: holds ? 'passed' : 'failed', wanted, measured };
}

function spanText({ firstLostSeconds, lastLostSeconds }: LoadDisturbance): string {
  return `lost from ${figure(firstLostSeconds)} s to ${figure(lastLostSeconds)} s of the load`;
}

function figure(value: number): string {
  return String(Number(value.toFixed(3)));
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
