import { checkDocument } from '../../yaml/check-document.ts';
import { buildExpectations, buildStepExpectations } from './build-expectations.ts';
import { buildLoad } from './build-load.ts';
import { buildCleanup, buildSteps } from './build-steps.ts';
import type { Scenario } from './scenario.ts';
import { scenarioFindings } from './scenario-findings.ts';
import { scenarioSchema } from './scenario-schema.ts';

const DEFAULT_TIMEOUT_MS = 600_000;

/**
 * Reads a scenario. Does no I/O.
 *
 * @param fileName path of the text, for messages
 * @throws ConfigError with every mistake, a line each: `file:line:column: what, and what would be right`
 */
export function loadScenario(text: string, fileName: string): Scenario {
  const written = checkDocument(text, fileName, { schema: scenarioSchema, findings: scenarioFindings });
  const actions = new Map(Object.entries(written.actions ?? {}));
  const { description, prometheus, load } = written;
  return {
    name: written.name,
    ...(description !== undefined && { description: description.trim() }),
    timeoutMs: written.timeout ?? DEFAULT_TIMEOUT_MS,
    vipscopes: new Map(Object.entries(written.vipscopes ?? {})),
    ...(prometheus !== undefined && { prometheusUrl: prometheus }),
    ...(load !== undefined && { load: buildLoad(load) }),
    steps: buildSteps(written.steps, actions, buildStepExpectations),
    finally: buildCleanup(written.finally ?? [], actions),
    expect: buildExpectations(written.expect ?? []),
  };
}
