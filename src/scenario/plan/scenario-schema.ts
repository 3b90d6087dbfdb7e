import { z } from 'zod';
import { list, named, section } from '../../yaml/sections.ts';
import { baseUrl, duration, filePath, oneOf, plainText, truth, wholeNumber } from '../../yaml/values.ts';
import { conditionShape } from './condition-schema.ts';
import { CAUSE_KINDS } from './expectation.ts';
import { KILL_SIGNALS } from './scenario.ts';
import {
  argv,
  countAround,
  HOUR_MS,
  longestTime,
  mostCount,
  onlyTrue,
  percentAround,
  positiveNumber,
  SECOND_MS,
  timeAround,
} from './values.ts';

const LONGEST_MS = 24 * HOUR_MS;
const MOST_QPS = 10_000_000;

const name = () => plainText('write a name, in quotes if it is a number').optional();
const time = () => duration(0, LONGEST_MS).optional();
const timeout = () => duration(1, LONGEST_MS).optional();
const url = (example: string) =>
  baseUrl({ example, credentials: 'remove them: a scenario reads what needs none' });

const load = section({
  start_at: time(),
  command: argv().optional(),
  server: plainText('write a name or an address, such as 192.0.2.53').optional(),
  port: wholeNumber(1, 65_535).optional(),
  queries: list(
    plainText('write a query such as www.example.com A'),
    'write a list of queries, such as [www.example.com A]',
  )
    .min(1, { error: 'is an empty list; write a query such as www.example.com A' })
    .optional(),
  data: filePath().optional(),
  rate: positiveNumber(MOST_QPS).optional(),
  duration: duration(SECOND_MS / 10, LONGEST_MS).optional(),
  timeout: duration(1, HOUR_MS).optional(),
  count_by: oneOf(['nsid', 'answer']).optional(),
  options: list(
    plainText('write text, in quotes if it is a number'),
    "write a list of dnsbench's options, such as [--sockets, '8']",
  ).optional(),
});

const live = { name: name(), ...conditionShape, within: time() };

const disturbance = section({
  cause: oneOf(CAUSE_KINDS).optional(),
  subject: plainText('write an address or a name that the event is about').optional(),
  fail_back: truth().optional(),
  max_outage: longestTime().optional(),
  outage: timeAround().optional(),
  max_lost: mostCount().optional(),
  lost: countAround().optional(),
});

const loadChecks = {
  max_outage: longestTime().optional(),
  outage: timeAround().optional(),
  max_lost: mostCount().optional(),
  lost: countAround().optional(),
  accounted: onlyTrue().optional(),
  shares: named(percentAround(), 'write a mapping of servers to shares, such as {rs1: 50% ± 5}').optional(),
  disturbances: list(
    disturbance,
    "write a list of disturbances, each a line '- cause: …' with its keys below",
  ).optional(),
};

/** Keys that say something of the load, one in each expectation. */
export const LOAD_CHECK_KEYS = Object.keys(loadChecks);

const acts = {
  do: plainText('write a name that actions has').optional(),
  run: argv().optional(),
  start: argv().optional(),
  kill: section({
    process: plainText('write the name that a step gave with as').optional(),
    pid_file: filePath().optional(),
    signal: oneOf(KILL_SIGNALS).optional(),
  }).optional(),
  wait_for: section(conditionShape).optional(),
};

/** Keys that say what a step does, at most one in each. */
export const ACT_KEYS = Object.keys(acts);

const step = section({
  at: time(),
  after: time(),
  name: name(),
  ...acts,
  as: plainText('write a name for the process').optional(),
  timeout: timeout(),
  expect: list(section(live), "write a list of expectations, each a line '- verdict: …'").optional(),
});

const cleanup = section({ name: name(), do: acts.do, run: acts.run, kill: acts.kill, timeout: timeout() });

/** The scenario file. Every value by itself; what they mean together is in scenario-findings.ts. */
export const scenarioSchema = section({
  name: plainText('write a name for the scenario'),
  description: z.string({ error: 'is no text; write what the scenario shows' }).optional(),
  timeout: timeout(),
  vipscopes: named(
    url('http://192.0.2.22:9053'),
    'write a mapping of names to URLs, such as {ds1: http://192.0.2.21:9053}',
  ).optional(),
  prometheus: url('http://192.0.2.10:9090').optional(),
  load: load.optional(),
  actions: named(
    argv(),
    'write a mapping of names to commands, such as {stop_rs1: [ssh, rs1, …]}',
  ).optional(),
  steps: list(step, "write a list of steps, each a line '- at: 10s' with its keys below"),
  finally: list(cleanup, "write a list of steps, each a line '- do: …'").optional(),
  expect: list(
    section({ ...live, ...loadChecks, none_else: truth().optional() }),
    "write a list of expectations, each a line '- max_outage: 4s'",
  ).optional(),
});

/** A scenario as it is written, with durations in milliseconds. */
export type WrittenScenario = z.output<typeof scenarioSchema>;
export type WrittenStep = WrittenScenario['steps'][number];
export type WrittenCleanup = NonNullable<WrittenScenario['finally']>[number];
export type WrittenExpectation = NonNullable<WrittenScenario['expect']>[number];
export type WrittenCondition = NonNullable<WrittenStep['wait_for']>;
