import type { ScenarioResult } from '../../../../src/scenario/result/scenario-result.ts';

/** A run in which everything that there is happened, with a text that comes from elsewhere. */
export function exampleResult(text = 'rs1'): ScenarioResult {
  return {
    version: 1,
    tool: { name: 'vipscope', version: '0.1.0' },
    name: `stop ${text}`,
    description: text,
    file: 'a.yml',
    startedAtSeconds: 1_700_000_000,
    durationSeconds: 12.5,
    outcome: 'failed',
    failure: `step failed: ${text}`,
    steps: [
      {
        phase: 'steps',
        name: text,
        outcome: 'failed',
        startedSeconds: 1,
        finishedSeconds: 2,
        text,
        output: [text],
      },
      { phase: 'finally', name: 'mend', outcome: 'skipped', text: '', output: [] },
    ],
    assertions: [
      { name: 'longest outage', outcome: 'failed', wanted: 'at most 1s', measured: text, atSeconds: 12 },
      { name: text, outcome: 'passed', wanted: 'ok', measured: 'ok', step: text },
      {
        name: 'queries lost',
        outcome: 'skipped',
        wanted: 'at most 5',
        measured: 'the scenario was ended before',
      },
    ],
    timeline: [
      { atSeconds: 1, kind: 'step', text, tone: 'neutral' },
      { atSeconds: 1.25, kind: 'event', where: text, text, tone: 'bad' },
    ],
    timelineLeftOut: 3,
    load: {
      startedAtSeconds: 1_700_000_000.5,
      windowSeconds: 2,
      totals: { sent: 20, answered: 15, timedOut: 5, interrupted: 0 },
      intervals: [
        { fromSeconds: 0, toSeconds: 1, sent: 10, answered: 5, timedOut: 0 },
        { fromSeconds: 1, toSeconds: 2, sent: 10, answered: 10, timedOut: 5 },
      ],
      disturbances: [
        {
          firstLostSeconds: 0.1,
          lastLostSeconds: 0.5,
          lost: 5,
          outageSeconds: 0.45,
          outageByStampsSeconds: 0.45,
          outageByLossSeconds: 0.4,
          isPartial: false,
          cause: 'vrrp',
          subject: text,
          causeText: text,
          isFailBack: true,
        },
      ],
      hasLedger: true,
      remarks: [text],
    },
  };
}
