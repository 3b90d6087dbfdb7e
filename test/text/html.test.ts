import { expect, test } from 'vitest';
import { html } from '../../src/text/html.ts';

test.each([
  ['text', 'a name', 'a name'],
  ['an element', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['the end of an attribute', '" onmouseover="x', '&quot; onmouseover=&quot;x'],
  ['the end of a single-quoted attribute', "' x='", '&#39; x=&#39;'],
  ['an entity', '&lt;', '&amp;lt;'],
  ['a NUL and a bell', 'a\0b\u0007', 'a\ufffdb\ufffd'],
  ['a C1 control', 'a\u009b', 'a\ufffd'],
  ['text turned around', 'a\u202eb\u2067', 'a\ufffdb\ufffd'],
  ['a lone surrogate', 'a\ud800', 'a\ufffd'],
  ['newline and tab', 'a\n\tb', 'a\n\tb'],
  ['other scripts', 'müßig 例 👍', 'müßig 例 👍'],
  ['a number', 12.5, '12.5'],
  ['nothing', undefined, ''],
  ['a list', ['<', html`<br>`, undefined, 1], '&lt;<br>1'],
  ['markup', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
])('%s', (_name, value, expected) => {
  expect(html`<p title="${value}">${value}</p>`.markup).toBe(`<p title="${expected}">${expected}</p>`);
});

test('a template without values', () => {
  expect(html`<hr>`.toString()).toBe('<hr>');
});
