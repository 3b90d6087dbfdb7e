import type { Observations } from '../observe/observations.ts';
import type { VerdictCondition } from '../plan/condition.ts';
import { type ConditionReading, type ConditionSources, oneLine, statusOf } from './condition-reading.ts';

/** Whether all vipscopes that are asked say so now. */
export async function saidNow(
  { vip, vipscope }: VerdictCondition,
  want: string,
  { statuses }: ConditionSources,
): Promise<ConditionReading> {
  const names = vipscope === undefined ? [...statuses.keys()] : [vipscope];
  const said = await Promise.all(
    names.map(async (name) => {
      try {
        const status = await statusOf(name, statuses);
        return { name, verdict: status.vips.find(({ address }) => address === vip)?.verdict ?? 'not there' };
      } catch (error) {
        return { name, verdict: oneLine(error) };
      }
    }),
  );
  const words = new Set(said.map(({ verdict }) => verdict));
  const [only = ''] = words;
  return {
    holds: words.size === 1 && only === want,
    measured: words.size === 1 ? only : said.map(({ name, verdict }) => `${name}: ${verdict}`).join(', '),
  };
}

/** Whether nobody has said so since the scenario began. */
export function neverSaid(
  { vip, vipscope }: VerdictCondition,
  never: string,
  { verdicts }: Observations,
): ConditionReading {
  const own = verdicts.filter(
    (seen) => seen.vip === vip && (vipscope === undefined || seen.vipscope === vipscope),
  );
  const first = own.find(({ verdict }) => verdict === never);
  if (first !== undefined) {
    return { holds: false, measured: `${first.vipscope} said ${never}`, isFinal: true };
  }
  const said = [...new Set(own.map(({ verdict }) => verdict))].join(', ');
  return said === ''
    ? { holds: false, measured: 'nothing was said of it' }
    : { holds: true, measured: said, untilTheEnd: true };
}
