import { comparisonText } from './comparison.ts';
import type { Condition } from './condition.ts';

type Texts = { readonly [K in Condition['kind']]: (condition: Extract<Condition, { kind: K }>) => string };

const TEXTS: Texts = {
  verdict: ({ vip, want, vipscope }) =>
    `verdict on ${vip}${ofVipscope(vipscope)} ${'is' in want ? `is ${want.is}` : `is never ${want.never}`}`,
  event: ({ match, count }) => {
    const fields = Object.entries(match).map(([field, value]) => `${field} ${value}`);
    return `${count === undefined ? 'an' : count} event${count === undefined || count === 1 ? '' : 's'} ${fields.join(', ')}`.trim();
  },
  metric: ({ vipscope, name, labels, want }) =>
    `${name}${labelsText(labels)} of ${vipscope} is ${comparisonText(want)}`,
  alert: ({ name, labels, state }) => `alert ${name}${labelsText(labels)} is ${state}`,
  status: ({ vipscope, path, want }) => `${path} of ${vipscope} is ${JSON.stringify(want)}`,
};

/** What a condition wants, in a few words. */
export function conditionText(condition: Condition): string {
  // The table's type pairs each kind with its condition, which TypeScript does not follow through an index.
  const text = TEXTS[condition.kind] as (condition: Condition) => string;
  return text(condition);
}

function ofVipscope(vipscope: string | undefined): string {
  return vipscope === undefined ? '' : ` of ${vipscope}`;
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}
