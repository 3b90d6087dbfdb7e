import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scenarioHtml } from '../../../src/scenario/report/html.ts';
import { junitXml } from '../../../src/scenario/report/junit.ts';
import { summaryText, timelineLine } from '../../../src/scenario/report/text.ts';
import { scenarioResultJson, scenarioResultSchema } from '../../../src/scenario/result/result-schema.ts';
import { markupFaults } from '../../view/support/markup-tree.ts';
import { type ReadElement, readXml } from '../../view/support/read-xml.ts';
import { exampleResult } from './support/example-result.ts';

const ASSETS = { style: 'body { margin: 0 }', script: 'void 0;', chartLibrary: 'void 1;' };
const hostile = fc.string({
  unit: fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    "'",
    ']',
    '\n',
    '\t',
    '\u0007',
    '\u202e',
    '\ud800',
    '/script',
    'ä',
    '日',
    ' ',
    'a',
  ),
});

function elementsOf({ children }: ReadElement): ReadElement[] {
  return children.filter((child) => typeof child !== 'string');
}

test('JUnit: a test case an assertion, each with what came of it', () => {
  const suites = readXml(junitXml(exampleResult()));
  const [suite] = elementsOf(suites);
  if (suite === undefined) throw new Error('there is no suite');
  expect(suite.attributes).toEqual({
    name: 'stop rs1',
    tests: '3',
    failures: '1',
    errors: '0',
    skipped: '1',
    time: '12.500',
    timestamp: '2023-11-14T22:13:20',
  });
  const cases = elementsOf(suite).filter(({ name }) => name === 'testcase');
  expect(
    cases.map((one) => [one.attributes['classname'], one.attributes['name'], elementsOf(one)[0]?.name]),
  ).toEqual([
    ['stop rs1', 'longest outage', 'failure'],
    ['stop rs1: rs1', 'rs1', 'system-out'],
    ['stop rs1', 'queries lost', 'skipped'],
  ]);
  expect(elementsOf(cases[0] ?? suite)[0]?.attributes).toEqual({
    message: 'wanted at most 1s; measured rs1',
    type: 'assertion',
  });
});

test('JUnit is well-formed whatever a program or a vipscope says', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(elementsOf(readXml(junitXml(exampleResult(text))))).toHaveLength(1);
    }),
  );
});

test('the page has every assertion, step, event and disturbance, and needs nothing else', () => {
  const page = scenarioHtml(exampleResult(), ASSETS, 'load.html');
  expect(markupFaults(page.replace(/<!doctype html>/, '').replaceAll(/<script.*?<\/script>/gs, ''))).toEqual(
    [],
  );
  for (const text of [
    '<title>Failed: stop rs1</title>',
    'longest outage: wanted at most 1s; measured rs1',
    '<strong>FAILED</strong>',
    'mend (finally)',
    '1.250',
    'vrrp, fail-back',
    '3 more are left out.',
    '<a href="load.html">',
  ])
    expect(page).toContain(text);
  expect(page).not.toMatch(/(?:src|href)="(?!load\.html")/);
  expect(page).toMatch(/default-src 'none'; style-src &#39;sha256-[^;]+;; script-src &#39;sha256-/);
});

test('no text becomes markup of the page', () => {
  const parts = (page: string): number => page.split(/<(?=[a-z/])/i).length;
  const usual = parts(scenarioHtml(exampleResult('a'), ASSETS));
  fc.assert(
    fc.property(hostile, (text) => {
      expect(parts(scenarioHtml(exampleResult(text), ASSETS))).toBe(usual);
    }),
  );
});

test('the text names what was wanted where it was not so', () => {
  expect(summaryText(exampleResult())).toBe(`
FAILED  longest outage
        wanted   at most 1s
        measured rs1
passed  rs1: rs1
        measured ok
skipped queries lost
        measured the scenario was ended before

FAILED stop rs1: 1 of 3 assertions passed: step failed: rs1
`);
});

test('a line of the timeline is one line, whatever happened', () => {
  expect(
    timelineLine({ atSeconds: 12.3456, kind: 'event', where: 'ds1', text: 'a\nb\u001b[1m', tone: 'bad' }),
  ).toBe('   12.346 ds1      a\ufffdb\ufffd[1m\n');
});

test('result.json is read as it was written', () => {
  const result = exampleResult();
  expect(scenarioResultSchema.parse(JSON.parse(scenarioResultJson(result)))).toEqual(result);
});
