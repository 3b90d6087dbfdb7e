import { describe, expect, test } from 'vitest';
import { isVerdictKind, verdictText } from '../../../src/view/i18n/verdict-texts.ts';
import type { VerdictKind } from '../../../src/view/status/verdict.ts';
import { TRUTH_TABLE } from '../../../src/view/status/vips/verdicts.ts';

const KINDS = [...new Set(TRUTH_TABLE.map(({ verdict }) => verdict))];
const facts = { address: '192.0.2.1', owners: ['ds1', 'ds2'], claims: [], concerned: ['rs1'] };
/** Words of commands that change something. */
const CHANGING = /\b(?:add|del|restart|stop|start|reload|kill|set|-A|-D|-C|-w)\b/;

describe.each<VerdictKind>(KINDS)('%s', (verdict) => {
  test('has a name and an advice in English and in Chinese', () => {
    const english = verdictText({ ...facts, verdict }, 'en');
    const chinese = verdictText({ ...facts, verdict }, 'zh');
    expect(english.name).toMatch(/^[A-Za-z ]+$/);
    expect(chinese.name).toMatch(/\p{Script=Han}/u);
    expect(english.advice).toMatch(/^[^\p{Script=Han}]+\.$/u);
    expect(chinese.advice).toMatch(/\p{Script=Han}.*。$/su);
    expect(chinese.advice).not.toMatch(/\p{Script=Han}[,;:()]|[,;:()]\p{Script=Han}/u);
  });

  test('names commands that look, and none that change', () => {
    const commands = verdictText({ ...facts, verdict }, 'en').advice.match(/"[^"]+"/g) ?? [];
    for (const command of commands) expect(command).not.toMatch(CHANGING);
    if (verdict !== 'ok') expect(commands).not.toEqual([]);
  });
});

test('every verdict can be come to, and nothing else is one', () => {
  expect(KINDS).toHaveLength(9);
  expect(KINDS.every(isVerdictKind)).toBe(true);
  expect(isVerdictKind('constructor')).toBe(false);
});
