import { buildCondition } from './build-condition.ts';
import { conditionText } from './condition-text.ts';
import type { DisturbanceBound, Expectation, LiveExpectation, LoadCheck } from './expectation.ts';
import { loadCheckText } from './load-check-text.ts';
import type { WrittenExpectation, WrittenStep } from './scenario-schema.ts';

/** The expectations of a checked file. */
export function buildExpectations(written: readonly WrittenExpectation[]): Expectation[] {
  return written.map((one) => {
    const check = loadCheckOf(one);
    return check === undefined
      ? liveOf(one)
      : { kind: 'load', name: one.name ?? loadCheckText(check), check };
  });
}

/** Those of one step, which know nothing of the load: it is not over. */
export function buildStepExpectations({ expect = [] }: WrittenStep): LiveExpectation[] {
  return expect.map(liveOf);
}

function liveOf(written: NonNullable<WrittenStep['expect']>[number]): LiveExpectation {
  const condition = buildCondition(written);
  return {
    kind: 'live',
    name: written.name ?? conditionText(condition),
    condition,
    withinMs: written.within ?? 0,
  };
}

function loadCheckOf(written: WrittenExpectation): LoadCheck | undefined {
  const outage = written.max_outage ?? written.outage;
  if (outage !== undefined) return { kind: 'outage', bound: outage };
  const lost = written.max_lost ?? written.lost;
  if (lost !== undefined) return { kind: 'lost', bound: lost };
  if (written.accounted !== undefined) return { kind: 'accounted' };
  if (written.shares !== undefined) {
    const shares = Object.entries(written.shares).map(([origin, percent]) => ({ origin, percent }));
    return { kind: 'shares', shares };
  }
  if (written.disturbances === undefined) return undefined;
  return {
    kind: 'disturbances',
    wanted: written.disturbances.map(disturbanceOf),
    noneElse: written.none_else ?? true,
  };
}

function disturbanceOf(written: NonNullable<WrittenExpectation['disturbances']>[number]): DisturbanceBound {
  const outage = written.max_outage ?? written.outage;
  const lost = written.max_lost ?? written.lost;
  return {
    ...(written.cause !== undefined && { cause: written.cause }),
    ...(written.subject !== undefined && { subject: written.subject }),
    ...(written.fail_back !== undefined && { isFailBack: written.fail_back }),
    ...(outage !== undefined && { outage }),
    ...(lost !== undefined && { lost }),
  };
}
