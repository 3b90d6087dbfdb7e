import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streamText } from '../../../src/exporter/web/event-stream-text.ts';
import { readMessages } from './stream-reader.ts';

test.each([
  [{ data: '{}' }, 'data: {}\n\n'],
  [{ id: 7, event: 'stack', data: 'a' }, 'event: stack\nid: 7\ndata: a\n\n'],
  [{ data: 'a\nb\r\nc\rd' }, 'data: a\ndata: b\ndata: c\ndata: d\n\n'],
  [{ data: '' }, 'data: \n\n'],
  [{ data: '\n\nevent: forged' }, 'data: \ndata: \ndata: event: forged\n\n'],
])('%j goes out as %j', (message, text) => {
  expect(streamText(message)).toBe(text);
});

test('whatever the data, a reader gets it back as one message', () => {
  const data = fc.string({
    unit: fc.constantFrom('a', ' ', ':', '\n', '\r', 'data: ', 'id: 1', '\u2028', '{'),
  });
  fc.assert(
    fc.property(data, fc.nat(), (text, id) => {
      const lines = text.replaceAll(/\r\n|\r/g, '\n');
      expect(readMessages(streamText({ id, event: 'stack', data: text }))).toEqual([
        { id: String(id), event: 'stack', data: lines },
      ]);
    }),
  );
});
