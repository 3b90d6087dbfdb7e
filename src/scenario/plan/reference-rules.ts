import { parseDuration } from '../../text/duration.ts';
import { showText } from '../../text/show-value.ts';
import {
  type Condition,
  type ConditionsAt,
  type LocatedFinding,
  type Mapping,
  valuesAt,
} from '../../yaml/conditions.ts';
import { LOAD_CHECK_KEYS } from './scenario-schema.ts';

/** Where conditions stand. */
const CONDITION_PLACES = [
  ['steps', '*', 'wait_for'],
  ['steps', '*', 'expect', '*'],
  ['expect', '*'],
] as const;

/** Names that one part of the scenario gives and another uses. */
export function referenceRules(value: unknown): ConditionsAt[] {
  const vipscopes = keysAt(value, 'vipscopes');
  const actions = keysAt(value, 'actions');
  const processes = valuesAt(value, ['steps', '*', 'as']).map(({ value: name }) => String(name));
  const steps = valuesAt(value, ['steps', '*', 'name']).map(({ value: name }) => String(name));
  const hasLoad = valuesAt(value, ['load']).length > 0;
  const hasPrometheus = valuesAt(value, ['prometheus']).length > 0;
  const named = known('vipscope', vipscopes, 'vipscopes');
  return [
    ...['steps', 'finally'].flatMap((phase) => [
      { at: [phase, '*'], conditions: [known('do', actions, 'actions')] },
      { at: [phase, '*', 'kill'], conditions: [known('process', processes, 'the steps that start one')] },
    ]),
    ...CONDITION_PLACES.flatMap((place) => [
      ...['verdict', 'metric', 'status'].map((kind) => ({ at: [...place, kind], conditions: [named] })),
      { at: [...place, 'event'], conditions: [known('since', steps, 'the names of steps')] },
      {
        at: place,
        conditions: [
          without(['verdict', 'event', 'metric', 'status'], vipscopes.length > 0, 'vipscopes'),
          without(['alert'], hasPrometheus, 'prometheus'),
        ],
      },
    ]),
    { at: ['expect', '*'], conditions: [without(LOAD_CHECK_KEYS, hasLoad, 'load')] },
    { at: ['expect', '*'], conditions: [countedShares(value)] },
  ];
}

/** Steps run one after the other: one that has a time earlier than the one before would come late. */
export function stepOrder(value: unknown): LocatedFinding[] {
  let latestMs = 0;
  let latestText = '0s';
  return valuesAt(value, ['steps', '*', 'at']).flatMap(({ value: text, path }) => {
    const ms = typeof text === 'string' ? parseDuration(text) : undefined;
    if (ms === undefined || typeof text !== 'string') return [];
    if (ms >= latestMs) {
      latestMs = ms;
      latestText = text;
      return [];
    }
    const finding = {
      key: 'at',
      text: `is at ${text} behind a step at ${latestText}; write steps in the order of their times`,
    };
    return [{ mappingPath: path.slice(0, -1), finding }];
  });
}

function keysAt(value: unknown, key: string): string[] {
  return valuesAt(value, [key, '*']).map(({ path }) => String(path.at(-1)));
}

/** The value of a key must be one of the names. */
function known(key: string, names: readonly string[], where: string): Condition {
  return (mapping: Mapping) => {
    const name = mapping[key];
    if (typeof name !== 'string' || names.includes(name)) return [];
    const there = names.length === 0 ? 'there are none' : `there are ${names.map(showText).join(', ')}`;
    return [{ key, text: `has ${key} '${showText(name)}', which is not in ${where}; ${there}` }];
  };
}

/** Keys that mean nothing where another part of the scenario is missing. */
function without(keys: readonly string[], isThere: boolean, part: string): Condition {
  return (mapping: Mapping) => {
    const key = isThere ? undefined : keys.find((one) => Object.hasOwn(mapping, one));
    return key === undefined ? [] : [{ key, text: `has ${key}, and the scenario no ${part}; add ${part}` }];
  };
}

/** Who answered is counted only when it is asked for. */
function countedShares(value: unknown): Condition {
  const options = valuesAt(value, ['load', 'options', '*']).map(({ value: option }) => option);
  const isCounted =
    valuesAt(value, ['load', 'count_by']).length > 0 ||
    valuesAt(value, ['load', 'command']).length > 0 ||
    ['--nsid', '--by-answer'].some((option) => options.includes(option)) ||
    valuesAt(value, ['load']).length === 0;
  return (mapping: Mapping) =>
    isCounted || !Object.hasOwn(mapping, 'shares')
      ? []
      : [{ key: 'shares', text: 'has shares, and load counts none; add count_by: nsid or answer to load' }];
}
