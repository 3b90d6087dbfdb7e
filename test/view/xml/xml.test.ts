import fc from 'fast-check';
import { expect, test } from 'vitest';
import { block, element, instruction } from '../../../src/view/xml/xml.ts';
import { readXml } from '../support/read-xml.ts';

test('elements, attributes and texts', () => {
  expect(element('a', { b: 1, c: undefined, d: true }, element('e', {}), 'x', 0, undefined).markup).toBe(
    '<a b="1" d="true"><e></e>x0</a>',
  );
  expect(block('a', {}, [element('b', {}), undefined, element('c', {})]).markup).toBe(
    '<a>\n<b></b>\n<c></c>\n</a>',
  );
});

test('what XML cannot hold becomes visible, and breaks in attributes stay breaks', () => {
  expect(element('a', { b: '<"\n\t\r&\0' }, ']]>\u001b\ud800\uffff\n').markup).toBe(
    '<a b="&lt;&quot;&#10;&#9;\ufffd&amp;\ufffd">]]&gt;\ufffd\ufffd\ufffd\n</a>',
  );
});

test('whatever text is written is read again, but for characters that XML has not', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", ']', '?', '-', '\n', '\t', '\ud800', '\ufffe', 'a'),
    }),
  );
  fc.assert(
    fc.property(anyText, anyText, (attribute, text) => {
      const root = readXml(element('a', { b: attribute }, element('c', {}, text), text).markup);
      expect(root.attributes['b']).toBe(asXmlHolds(attribute));
      expect(root.children).toEqual([
        { name: 'c', attributes: {}, children: asXmlHolds(text) === '' ? [] : [asXmlHolds(text)] },
        ...(text === '' ? [] : [asXmlHolds(text)]),
      ]);
    }),
  );
});

test('nothing ends a processing instruction early', () => {
  const { markup } = instruction('vipscope', { node: '?><script>' });
  expect(markup).toBe('<?vipscope node="?&gt;&lt;script&gt;"?>');
  expect(readXml(`<a></a>${markup}`).name).toBe('a');
});

function asXmlHolds(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufffe\uffff]/gu, '\ufffd');
}
