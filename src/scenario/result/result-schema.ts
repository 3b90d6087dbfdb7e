import { z } from 'zod';
import { SCENARIO_RESULT_VERSION, type ScenarioResult } from './scenario-result.ts';

const count = z.int().nonnegative();
const text = z.string();
const seconds = z.number();
const optionalText = text.exactOptional();
const optionalSeconds = seconds.exactOptional();

const step = z.object({
  phase: z.enum(['steps', 'finally']),
  name: text,
  outcome: z.enum(['done', 'failed', 'skipped']),
  startedSeconds: optionalSeconds,
  finishedSeconds: optionalSeconds,
  text,
  output: z.array(text).describe('What a program that failed printed last'),
});

const assertion = z.object({
  name: text,
  outcome: z.enum(['passed', 'failed', 'skipped']),
  wanted: text,
  measured: text,
  step: optionalText,
  atSeconds: optionalSeconds,
});

const timelineEntry = z.object({
  atSeconds: seconds,
  kind: z.enum(['step', 'event', 'verdict', 'load', 'expectation', 'note']),
  where: optionalText.describe('The node or vipscope that it was seen on'),
  text,
  tone: z.enum(['bad', 'good', 'neutral']),
});

const disturbance = z.object({
  firstLostSeconds: seconds,
  lastLostSeconds: seconds,
  lost: z.number().nonnegative(),
  outageSeconds: z.number().nonnegative().describe('The longer of both ways to measure it'),
  outageByStampsSeconds: optionalSeconds,
  outageByLossSeconds: seconds,
  isPartial: z.boolean(),
  cause: text,
  subject: optionalText,
  causeText: optionalText,
  isFailBack: z.boolean(),
});

const load = z
  .object({
    startedAtSeconds: seconds.describe('Since 1970'),
    windowSeconds: seconds,
    totals: z.object({ sent: count, answered: count, timedOut: count, interrupted: count }),
    intervals: z.array(
      z.object({ fromSeconds: seconds, toSeconds: seconds, sent: count, answered: count, timedOut: count }),
    ),
    countedBy: z.object({ counts: z.array(z.tuple([text, count])), others: count }).exactOptional(),
    disturbances: z.array(disturbance),
    hasLedger: z.boolean(),
    remarks: z.array(text).describe('Why figures may tell about the client'),
  })
  .describe('What dnsbench measured; its times are from the start of its window');

/** What result.json has to be. */
export const scenarioResultSchema = z.object({
  version: z.literal(SCENARIO_RESULT_VERSION),
  tool: z.object({ name: z.literal('vipscope'), version: text }),
  name: text,
  description: optionalText,
  file: text,
  startedAtSeconds: seconds.describe('Since 1970; other times are since this, but for those of the load'),
  durationSeconds: z.number().nonnegative(),
  outcome: z.enum(['passed', 'failed', 'interrupted']),
  failure: optionalText.describe('Why it did not come to its end'),
  steps: z.array(step),
  assertions: z.array(assertion),
  timeline: z.array(timelineEntry),
  timelineLeftOut: count,
  load: load.exactOptional(),
}) satisfies z.ZodType<ScenarioResult>;

/** The JSON Schema of the document (draft 2020-12), as schema/ has it. */
export function scenarioResultJsonSchema(): unknown {
  return z.toJSONSchema(scenarioResultSchema, { target: 'draft-2020-12', io: 'input' });
}

/** The document of result.json. */
export function scenarioResultJson(result: ScenarioResult): string {
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
