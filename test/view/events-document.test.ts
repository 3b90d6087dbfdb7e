import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsJson, eventsJsonSchema, parseEventsDocument } from '../../src/view/events-document.ts';
import { exampleEvents } from './support/example-status.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', 'schema', 'events.schema.json');
const DOCUMENT = { node: 'ds1', nowNs: 1_795_168_003_000_000_000n, missed: true, events: exampleEvents() };

test('events are the same after writing and reading', () => {
  expect(parseEventsDocument(eventsJson(DOCUMENT))).toEqual(DOCUMENT);
});

test('fields of a later version are passed over', () => {
  const text = eventsJson(DOCUMENT).replace('{', '{"later":[1],');
  expect(parseEventsDocument(text)).toEqual(DOCUMENT);
});

const IS_NOT = 'it is not what vipscope gives at /events?since=';

test.each([
  ['', `${IS_NOT}: it is empty`],
  ['{', `${IS_NOT}: it is no JSON document`],
  ['[]', `${IS_NOT}: it has no version`],
  [
    eventsJson(DOCUMENT).replace('"version":1', '"version":2'),
    'has version 2 of the format, and this vipscope reads 1; a newer vipscope reads it',
  ],
  [
    eventsJson(DOCUMENT).replace('"timeNs":"', '"timeNs":"x'),
    `${IS_NOT}: events[0].timeNs: nanoseconds since 1970 are a whole number in quotes`,
  ],
])('what is none is refused in one line', (text, message) => {
  expect(() => parseEventsDocument(text)).toThrow(new Error(message));
});

test('whatever a peer answers is read or refused in one line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        parseEventsDocument(text);
        expect.unreachable('no such text is a document');
      } catch (error) {
        expect(String(error)).toMatch(/^Error: (it is not what|has version) [^\n]+$/);
      }
    }),
  );
});

test('the schema in schema/ is the one that documents are checked with', () => {
  const schema: unknown = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  expect(schema, 'out of date: npm run docs').toEqual(eventsJsonSchema());
});
