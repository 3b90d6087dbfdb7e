import { basename } from 'node:path';
import { buildCondition } from './build-condition.ts';
import { conditionText } from './condition-text.ts';
import type { LiveExpectation } from './expectation.ts';
import type { Act, Begin, Step } from './scenario.ts';
import type { WrittenCleanup, WrittenStep } from './scenario-schema.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const AT_ONCE: Begin = { kind: 'after', ms: 0 };

type Actions = ReadonlyMap<string, readonly string[]>;

/** The steps of a checked file. */
export function buildSteps(
  written: readonly WrittenStep[],
  actions: Actions,
  expectationsOf: (step: WrittenStep) => readonly LiveExpectation[],
): Step[] {
  return written.map((step) => ({
    ...common(step, actions),
    begin: beginOf(step),
    expect: expectationsOf(step),
  }));
}

/** The steps that run whatever happened. */
export function buildCleanup(written: readonly WrittenCleanup[], actions: Actions): Step[] {
  return written.map((step) => ({ ...common(step, actions), begin: AT_ONCE, expect: [] }));
}

function common(
  step: WrittenStep | WrittenCleanup,
  actions: Actions,
): Pick<Step, 'name' | 'act' | 'timeoutMs'> {
  const act = actOf(step, actions);
  return {
    name: step.name ?? step.do ?? actText(act),
    act,
    timeoutMs: step.timeout ?? DEFAULT_TIMEOUT_MS,
  };
}

function beginOf({ at, after }: WrittenStep): Begin {
  return at === undefined ? { kind: 'after', ms: after ?? 0 } : { kind: 'at', ms: at };
}

function actOf(step: WrittenStep | WrittenCleanup, actions: Actions): Act {
  const argv = step.run ?? (step.do === undefined ? undefined : actions.get(step.do));
  if (argv !== undefined) return { kind: 'run', argv };
  const { kill } = step;
  if (kill !== undefined) {
    const target = kill.process === undefined ? { pidFile: kill.pid_file ?? '' } : { process: kill.process };
    return { kind: 'kill', target, signal: kill.signal ?? 'TERM' };
  }
  return 'wait_for' in step || 'start' in step ? ownActOf(step) : { kind: 'nothing' };
}

/** What only steps in their order do. */
function ownActOf({ start, as, wait_for: condition }: WrittenStep): Act {
  if (start !== undefined) return { kind: 'start', argv: start, process: as ?? basename(start[0] ?? '') };
  return condition === undefined
    ? { kind: 'nothing' }
    : { kind: 'wait', condition: buildCondition(condition) };
}

/** What a step does, for one that has no name. */
function actText(act: Act): string {
  switch (act.kind) {
    case 'run':
      return act.argv.join(' ');
    case 'start':
      return `start ${act.argv.join(' ')}`;
    case 'kill':
      return `kill -${act.signal} ${'process' in act.target ? act.target.process : act.target.pidFile}`;
    case 'wait':
      return `wait for ${conditionText(act.condition)}`;
    case 'nothing':
      return 'nothing';
  }
}
