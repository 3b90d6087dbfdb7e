import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { nodeStatus } from '../../../../src/view/status/collected/of-snapshot.ts';
import {
  MAX_DOCUMENT_CHARACTERS,
  MAX_DOCUMENT_EVENTS,
  nodeJson,
  parseNodeDocument,
  statusJson,
} from '../../../../src/view/status/document/document.ts';
import { nodeSchema } from '../../../../src/view/status/document/node-schema.ts';
import { statusJsonSchema, statusSchema } from '../../../../src/view/status/document/status-schema.ts';
import { MAX_ZONES, type NodeStatus } from '../../../../src/view/status/node-status.ts';
import type { StackStatus } from '../../../../src/view/status/stack-status.ts';
import { fixtureSnapshot } from '../../snapshots.ts';
import { exampleNode, TAKEN_AT_SECONDS } from '../../support/example-node.ts';
import { exampleEvent, exampleStatus } from '../../support/example-status.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', '..', '..', 'schema', 'status.schema.json');
const NOW_SECONDS = TAKEN_AT_SECONDS + 0.25;
const { events: EVENTS } = exampleStatus();

/** Data as the schemas give it, as a status has it. */
type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
    : Value;

function documentOf(changes: Readonly<Record<string, unknown>> = {}): string {
  const text = nodeJson({ node: exampleNode('ds1'), events: EVENTS, nowSeconds: NOW_SECONDS });
  return JSON.stringify({ ...(JSON.parse(text) as object), ...changes });
}

function nodeWith(changes: Readonly<Record<string, unknown>>): string {
  return documentOf({ node: { ...exampleNode('ds1'), ...changes } });
}

test('the schemas are the types of a status', () => {
  expectTypeOf<Frozen<z.output<typeof nodeSchema>>>().toEqualTypeOf<Frozen<NodeStatus>>();
  type Document = Frozen<Omit<z.output<typeof statusSchema>, 'version' | 'events'>>;
  expectTypeOf<Document>().toEqualTypeOf<Frozen<Omit<StackStatus, 'events'>>>();
  expect(nodeSchema.safeParse(exampleNode('ds1')).success).toBe(true);
});

test('schema/status.schema.json is up to date (npm run docs)', () => {
  expect(JSON.parse(readFileSync(SCHEMA, 'utf8'))).toEqual(statusJsonSchema());
});

test('the whole status fits its schema', () => {
  const document: unknown = JSON.parse(statusJson(exampleStatus()));
  expect(statusSchema.parse(document)).toEqual(document);
  expect(document).toMatchObject({ version: 1, node: 'ds1', vips: [{ verdict: 'ok' }] });
});

describe('what a peer tells of itself', () => {
  test.each([
    ['an example', exampleNode('ds1')],
    ['fixtures', nodeStatus(fixtureSnapshot())],
  ])('comes back as it was: %s', (_what, node) => {
    const given = { node, events: EVENTS, nowSeconds: NOW_SECONDS };
    expect(parseNodeDocument(nodeJson(given))).toEqual(given);
  });

  test('with names that this version does not know', () => {
    const text = documentOf({ news: 1, node: { ...exampleNode('ds1'), nginx: [{}] } });
    expect(parseNodeDocument(text).node).toEqual(exampleNode('ds1'));
  });

  test('names of any kind stay as they are', () => {
    const name = '<script>\u0007 ]]> __proto__';
    expect(parseNodeDocument(nodeWith({ node: name })).node.node).toBe(name);
  });

  test('a text without an end is cut, and all else is there', () => {
    const long = 'x'.repeat(100_000);
    const event = { ...exampleEvent(1, { kind: 'state', subject: long }), line: long };
    const events = JSON.parse(nodeJson({ node: exampleNode('ds1'), events: [event], nowSeconds: 0 })).events;
    const parsed = parseNodeDocument(
      documentOf({ events, node: { ...exampleNode('ds1'), hostAddresses: [long, 'b'] } }),
    );
    const cut = `${'x'.repeat(4095)}…`;
    expect(parsed.node).toEqual({ ...exampleNode('ds1'), hostAddresses: [cut, 'b'] });
    expect(parsed.events[0]).toMatchObject({ subject: cut, line: cut });
  });

  test('cells and counters called __proto__ are cells and counters', () => {
    const text = nodeWith({})
      .replace('"scur":', '"__proto__":')
      .replace('"NOERROR":', '"__proto__":')
      .replace('"NXDOMAIN":', '"constructor":');
    const { node } = parseNodeDocument(text);
    const [proxy] = node.haproxys[0]?.proxies ?? [];
    const names = proxy?.rows.flatMap(({ cells }) => Object.keys(cells)) ?? [];
    expect(names).toContain('__proto__');
    expect(Object.keys(node.binds[0]?.rcodes ?? {})).toEqual(
      expect.arrayContaining(['__proto__', 'constructor']),
    );
    expect({}).not.toHaveProperty('NOERROR');
    expect(Object.prototype).toEqual(Object.getPrototypeOf({}));
    expect(nodeJson({ node, events: [], nowSeconds: 0 })).toContain('"__proto__":');
  });

  test('an object in the place of __proto__ is refused', () => {
    const text = nodeWith({}).replace(/"scur":\d+/, '"__proto__":{"polluted":1}');
    expect(() => parseNodeDocument(text)).toThrow(
      'cells: expected an object of at most 1000 numbers and texts',
    );
    expect({}).not.toHaveProperty('polluted');
  });
});

const IS_NOT = 'is not what vipscope gives at /status.json?scope=node: ';

test.each([
  ['', `${IS_NOT}it is empty`],
  ['<html>\n</html>', `${IS_NOT}it is no JSON document`],
  ['[]', `${IS_NOT}it has no version`],
  ['null', `${IS_NOT}it has no version`],
  [
    documentOf({ version: 2 }),
    'has version 2 of the format, and this vipscope reads 1; a newer vipscope reads it',
  ],
  [documentOf({ version: 'a' }), `${IS_NOT}version: expected 1`],
  [documentOf({ nowSeconds: 'now' }), `${IS_NOT}nowSeconds: expected number, received string`],
  [nodeWith({ node: 7 }), `${IS_NOT}node.node: expected string, received number`],
  [nodeWith({ vips: [{}] }), /node\.vips\[0\]\.address: expected string, received undefined \(and 2 more\)$/],
  [nodeWith({ hostAddresses: Array(1001).fill('') }), /node\.hostAddresses: Too big: .*1000/],
  [
    nodeWith({
      binds: exampleNode('ds1').binds.map((bind) => ({
        ...bind,
        zones: Array(MAX_ZONES + 1).fill(bind.zones[0]),
      })),
    }),
    /node\.binds\[0\]\.zones: Too big/,
  ],
  [documentOf({ events: Array(MAX_DOCUMENT_EVENTS + 1).fill({}) }), /events/],
  [
    nodeWith({}).replace(
      '"NOERROR":',
      `${Array.from({ length: 1001 }, (_, at) => `"n${at}":1,`).join('')}"NOERROR":`,
    ),
    /: expected an object of at most 1000 numbers$/,
  ],
  [
    nodeWith({}).replace('"scur":', `"${'x'.repeat(5000)}":`),
    /cells: expected an object of at most 1000 numbers and texts/,
  ],
  [documentOf({ events: [{}] }), /events\[0\]\.id/],
  [
    nodeWith({}).replace('"stot":120345', '"stot":1e999'),
    /cells: expected an object of at most 1000 numbers and texts/,
  ],
])('%#: a document that is refused, in one line', (text, message) => {
  let told = '';
  try {
    parseNodeDocument(text);
  } catch (error) {
    told = error instanceof Error ? error.message : 'no error';
  }
  expect(told).toMatch(typeof message === 'string' ? new RegExp(`^${escaped(message)}$`) : message);
  expect(told).not.toContain('\n');
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('a document that is too large is not even read', () => {
  expect(() => parseNodeDocument(' '.repeat(MAX_DOCUMENT_CHARACTERS + 1))).toThrow(
    'has 67108865 characters; a status has 67108864 at most',
  );
});

test('more events than a document takes are not sent', () => {
  const [event] = EVENTS;
  if (event === undefined) throw new Error('no event');
  const events = Array.from({ length: MAX_DOCUMENT_EVENTS + 5 }, () => event);
  const text = nodeJson({ node: exampleNode('ds1'), events, nowSeconds: NOW_SECONDS });
  expect(parseNodeDocument(text).events).toHaveLength(MAX_DOCUMENT_EVENTS);
});

test('whatever a peer sends, it is read or refused in one line', () => {
  const anything = fc.oneof(
    fc.json(),
    fc.jsonValue().map((node) => documentOf({ node })),
    fc.jsonValue().map((haproxys) => nodeWith({ haproxys })),
    fc.string(),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        expect(parseNodeDocument(text).node).toBeDefined();
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect(String(error)).not.toContain('\n');
      }
    }),
  );
});
