import { expect, test } from 'vitest';
import { PAGE_TEXTS } from '../../../src/view/i18n/page-texts.ts';

/** Every text with its place; functions are called with what one of them asks for. */
function texts(value: unknown, place: string): [place: string, text: string][] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value === 'function') return [[place, String(value('warning', '2', '3'))]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, `${place}.${name}`));
}

/** Names of programs, protocols and keys are the same in every language. */
const SAME = /title$|subsystems|layers|process$|keyNames.*\.0$|script\.utc|graphNames/;

test('every text is there in both languages, and Chinese is Chinese', () => {
  const [en, zh] = [texts(PAGE_TEXTS.en, ''), texts(PAGE_TEXTS.zh, '')];
  expect(en.filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  const untold = zh.filter(([place, text]) => !SAME.test(place) && !/\p{Script=Han}/u.test(text));
  expect(untold).toEqual([]);
  expect([...en, ...zh].filter(([, text]) => /undefined|NaN|\[object/.test(text))).toEqual([]);
});

test('what the script fills in has its places in both languages', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  for (const [name, text] of Object.entries(PAGE_TEXTS.en.script))
    expect(places(PAGE_TEXTS.zh.script[name as 'live'])).toEqual(places(text));
});
