import {
  atMostOne,
  type ConditionsAt,
  exactlyOne,
  findAll,
  type LocatedFinding,
  type Mapping,
  needs,
} from '../../yaml/conditions.ts';
import { CONDITION_KEYS } from './condition-schema.ts';
import { referenceRules, stepOrder } from './reference-rules.ts';
import { ACT_KEYS, LOAD_CHECK_KEYS } from './scenario-schema.ts';

const EXPECTATION_KEYS = [...CONDITION_KEYS, ...LOAD_CHECK_KEYS];
const COMMAND_LOAD_KEYS = ['command', 'start_at'];

/** Rules that need nothing but the mapping that they are about. */
const RULES: readonly ConditionsAt[] = [
  { at: ['load'], conditions: [loadRule] },
  {
    at: ['steps', '*'],
    conditions: [atMostOne('at', 'after'), atMostOne(...ACT_KEYS), needs(['as'], ['start'])],
  },
  { at: ['finally', '*'], conditions: [exactlyOne('do', 'run', 'kill')] },
  ...['steps', 'finally'].map((phase) => ({
    at: [phase, '*', 'kill'],
    conditions: [exactlyOne('process', 'pid_file')],
  })),
  { at: ['steps', '*', 'expect', '*'], conditions: [exactlyOne(...CONDITION_KEYS)] },
  {
    at: ['expect', '*'],
    conditions: [
      exactlyOne(...EXPECTATION_KEYS),
      needs(['none_else'], ['disturbances']),
      needs(['within'], CONDITION_KEYS),
    ],
  },
  {
    at: ['expect', '*', 'disturbances', '*'],
    conditions: [atMostOne('max_outage', 'outage'), atMostOne('max_lost', 'lost')],
  },
  { at: ['steps', '*', 'wait_for'], conditions: [exactlyOne(...CONDITION_KEYS)] },
  ...[
    ['steps', '*', 'wait_for', 'verdict'],
    ['steps', '*', 'expect', '*', 'verdict'],
    ['expect', '*', 'verdict'],
  ].map((at) => ({ at, conditions: [exactlyOne('is', 'never')] })),
];

/** What is wrong between the values of a scenario. */
export function scenarioFindings(value: unknown): LocatedFinding[] {
  return [...findAll(value, [...RULES, ...referenceRules(value)]), ...stepOrder(value)];
}

function loadRule(load: Mapping): readonly { readonly key?: string; readonly text: string }[] {
  if (Object.hasOwn(load, 'command')) {
    const useless = Object.keys(load).find((key) => !COMMAND_LOAD_KEYS.includes(key));
    return useless === undefined
      ? []
      : [{ key: useless, text: `has ${useless} beside command; write it into the command` }];
  }
  const missing = ['server', 'duration'].filter((key) => !Object.hasOwn(load, key));
  return [
    ...missing.map((key) => ({ text: `has no ${key}; add it, or give a command` })),
    ...exactlyOne('queries', 'data')(load, 'load'),
  ];
}
