import { block, element, type Xml } from '../../view/xml/xml.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { ScenarioResult } from '../result/scenario-result.ts';

/** A run as JUnit's XML has it, a test case an assertion. */
export function junitXml(result: ScenarioResult): string {
  const { name, assertions, startedAtSeconds, durationSeconds } = result;
  const count = (outcome: Judgement['outcome']): number =>
    assertions.filter((judgement) => judgement.outcome === outcome).length;
  const counts = {
    tests: assertions.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
  };
  const time = durationSeconds.toFixed(3);
  const suite = block(
    'testsuite',
    { name, ...counts, time, timestamp: new Date(startedAtSeconds * 1000).toISOString().slice(0, 19) },
    [
      ...assertions.map((judgement) => testCase(name, judgement)),
      element(
        'system-out',
        {},
        result.timeline
          .map(({ atSeconds, where, text }) =>
            [atSeconds.toFixed(3), ...(where === undefined ? [] : [where]), text].join(' '),
          )
          .join('\n'),
      ),
      failedOutput(result),
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${block('testsuites', { name, ...counts, time }, [suite]).markup}\n`;
}

/** What programs printed that failed. */
function failedOutput({ steps }: ScenarioResult): Xml | undefined {
  const failed = steps.filter(({ output }) => output.length > 0);
  if (failed.length === 0) return undefined;
  return element('system-err', {}, failed.flatMap(({ name, output }) => [`${name}:`, ...output]).join('\n'));
}

function testCase(suite: string, { name, step, outcome, wanted, measured, atSeconds }: Judgement): Xml {
  const message = `wanted ${wanted}; measured ${measured}`;
  const attributes = {
    classname: step === undefined ? suite : `${suite}: ${step}`,
    name,
    ...(atSeconds !== undefined && { time: atSeconds.toFixed(3) }),
  };
  const children: Readonly<Record<Judgement['outcome'], readonly Xml[]>> = {
    passed: [element('system-out', {}, message)],
    failed: [element('failure', { message, type: 'assertion' }, message)],
    skipped: [element('skipped', { message: measured })],
  };
  return block('testcase', attributes, children[outcome]);
}
