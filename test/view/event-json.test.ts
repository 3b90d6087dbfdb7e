import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_LAYERS, type StackEvent } from '../../src/model/stack-event.ts';
import { eventJson, eventOfJson, eventSchema } from '../../src/view/event-json.ts';
import { exampleEvents } from './support/example-status.ts';

const nanoseconds = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });
const events: fc.Arbitrary<StackEvent> = fc.record(
  {
    id: fc.maxSafeNat(),
    timeNs: nanoseconds,
    earliestNs: nanoseconds,
    latestNs: nanoseconds,
    node: fc.string(),
    layer: fc.constantFrom(...EVENT_LAYERS),
    source: fc.string(),
    kind: fc.string(),
    subject: fc.string({ unit: 'binary' }),
    from: fc.string(),
    to: fc.string(),
    tone: fc.constantFrom('bad', 'good', 'neutral'),
    detail: fc.string(),
    line: fc.string({ unit: 'binary' }),
  },
  {
    requiredKeys: [
      'id',
      'timeNs',
      'earliestNs',
      'latestNs',
      'node',
      'layer',
      'source',
      'kind',
      'subject',
      'tone',
    ],
  },
);

test('an event is the same after writing and reading', () => {
  fc.assert(
    fc.property(events, (event) => {
      const read = eventSchema.parse(JSON.parse(JSON.stringify(eventJson(event))));
      expect(eventOfJson(read)).toEqual(event);
    }),
  );
});

test('times are numbers in text, and one for people', () => {
  const [event] = exampleEvents();
  expect(event && eventJson(event)).toMatchObject({
    time: '2026-11-20T09:46:01.000Z',
    timeNs: '1795167961000000000',
    latestNs: '1795167961999999999',
    subject: 'Listen-10000/server2',
  });
});

test.each([
  ['id', 'x'],
  ['id', -1],
  ['timeNs', 1_795_168_000_000_000_000],
  ['timeNs', '1e9'],
  ['earliestNs', '9'.repeat(400)],
  ['layer', '<script>'],
  ['tone', 'ugly'],
  ['subject', undefined],
  ['line', 7],
])('%s that is %j is refused', (name, value) => {
  const [event] = exampleEvents().map(eventJson);
  expect(eventSchema.safeParse({ ...event, [name]: value }).success).toBe(false);
});
