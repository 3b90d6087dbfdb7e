import { expect, test } from 'vitest';
import { OutcomeNews, reasonOf } from '../../src/exporter/outcome-news.ts';
import { type Problem, ProblemLog } from '../../src/model/problem.ts';
import type { Outcome } from '../../src/model/snapshot.ts';

const MINUTE_MS = 60_000;

function ok(...problems: readonly (readonly [Problem['line'], string, string])[]): Outcome<undefined> {
  const list = new ProblemLog();
  for (const problem of problems) list.add(...problem);
  return { kind: 'ok', value: undefined, problems: list };
}

function failed(reason: string): Outcome<undefined> {
  return { kind: 'failed', reason };
}

/** Which of the outcomes are news, one every second. */
function told(...outcomes: readonly Outcome<undefined>[]): boolean[] {
  const news = new OutcomeNews();
  return outcomes.map((outcome, second) => news.isNews(outcome, second * 1000));
}

test('a state is told once, and again after another', () => {
  expect(told(ok(), ok(), failed('gone'), failed('gone'), ok(), failed('gone'))).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
  ]);
  expect(told({ kind: 'absent', reason: 'not here' }, { kind: 'absent', reason: 'not here' })).toEqual([
    true,
    false,
  ]);
});

test('bad rows are no news, a missing part is, as long as it lasts', () => {
  const badRow = ok([7, 'too short', 'web,']);
  const missingPart = ok([7, 'too short', 'web,'], [0, 'rndc stats did not answer in time', '']);
  expect(told(ok(), badRow, missingPart, missingPart, badRow)).toEqual([true, false, true, false, true]);
  expect(reasonOf(missingPart)).toBe('rndc stats did not answer in time');
  expect(reasonOf(badRow)).toBe('');
});

test('a reason that reads differently each time is told once a minute', () => {
  const news = new OutcomeNews();
  const times = Array.from({ length: 121 }, (_, second) => second * 1000).filter((nowMs) =>
    news.isNews(failed(`it begins with "${nowMs}"`), nowMs),
  );
  expect(times).toEqual([0, MINUTE_MS, 2 * MINUTE_MS]);
});
