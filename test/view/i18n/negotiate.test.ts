import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/view/i18n/language.ts';
import { chosenLanguage, negotiatedLanguage } from '../../../src/view/i18n/negotiate.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9,zh;q=0.8', 'en'],
  ['zh;q=0.2, en;q=0.7', 'en'],
  ['fr, zh-Hant-TW;q=0.5', 'zh'],
  ['fr, de', 'en'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['en;q=0, zh', 'zh'],
  ['*', 'en'],
  ['ZH', 'zh'],
  ['zh;q=abc, en;q=0.1', 'en'],
  ['zh;q=7, en', 'zh'],
])('Accept-Language %j is answered in %s', (header, language) => {
  expect(negotiatedLanguage(header)).toBe(language);
});

test.each([
  ['zh', 'zh'],
  ['zh_CN', 'zh'],
  ['EN', 'en'],
  ['', undefined],
  ['constructor', undefined],
  [null, undefined],
])('?lang=%s chooses %s', (name, language) => {
  expect(chosenLanguage(name)).toBe(language);
});

test('any header gives a language that there is', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(LANGUAGES).toContain(negotiatedLanguage(header));
    }),
  );
});
