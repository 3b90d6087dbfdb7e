import { expect, test } from 'vitest';
import { visibleLines, visibleText } from '../../src/text/visible.ts';

test.each([
  ['escape sequences', 'a\u001b[31mb', 'a\ufffd[31mb'],
  ['C1 controls', '\u0085\u009b', '\ufffd\ufffd'],
  ['marks of direction', '\u061c\u200e\u202eb\u2066', '\ufffd\ufffd\ufffdb\ufffd'],
  ['separators of lines', '\u2028\u2029', '\ufffd\ufffd'],
  ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
  ['what is seen', 'µ…😀 é', 'µ…😀 é'],
])('%s, in a line and in lines', (_what, text, visible) => {
  expect([visibleText(text), visibleLines(text)]).toEqual([visible, visible]);
});

test('breaks and tabs stay in lines alone', () => {
  expect([visibleText('a\n\tb\r'), visibleLines('a\n\tb\r')]).toEqual([
    'a\ufffd\ufffdb\ufffd',
    'a\n\tb\ufffd',
  ]);
});
