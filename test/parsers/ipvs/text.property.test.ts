import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endpointText, type IpvsTable, virtualServerKey } from '../../../src/model/ipvs.ts';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
/** Ample even for the long run of 100,000. */
const TIMEOUT_MS = 600_000;
const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'ipvs');
const texts = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .map((name) => fixture('ipvs', name));

/** Parses, and lets nothing but the documented exception through as `undefined`. */
function parse(text: string): IpvsTable | undefined {
  try {
    const { records, problems } = parseIpvsText(text);
    expect(problems.kept.length).toBeLessThanOrEqual(problems.count);
    return records;
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return undefined;
  }
}

const line = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...texts.flatMap((text) => text.split('\n'))),
  fc
    .array(
      fc.constantFrom(
        'TCP',
        'FWM',
        'MATCH',
        '->',
        '-A',
        '-a',
        '-t',
        ':',
        '[',
        ']',
        '(',
        ')',
        '0',
        '-1',
        '1K',
      ),
    )
    .map((tokens) => tokens.join(' ')),
);

test('any lines end in records or in the one documented exception', { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      parse(lines.join('\n'));
    }),
    { numRuns: RUNS },
  );
});

/** One change to a text's bytes: something written over, put in, taken out, or moved to another place. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 40 }),
  insert: fc.uint8Array({ maxLength: 8 }),
});

test('changed bytes in what programs printed end in records or in the one documented exception', {
  timeout: TIMEOUT_MS,
}, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(change, { minLength: 1, maxLength: 12 }),
      (text, changes) => {
        let bytes = Buffer.from(text);
        for (const { at, remove, insert } of changes) {
          const from = Math.floor(at * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
        }
        parse(bytes.toString('utf8'));
      },
    ),
    { numRuns: RUNS },
  );
});

interface Server {
  readonly key: string;
  readonly row: string;
  readonly realServers: readonly { readonly name: string; readonly row: string }[];
}

const address = fc.oneof(fc.ipV4(), fc.constantFrom('[2001:db8::1]', '[fd00:9::2]'));
const port = fc.nat({ max: 65_535 });
const realServer = fc
  .tuple(address, port, fc.nat({ max: 65_535 }), fc.nat(), fc.nat())
  .map(([host, number, weight, active, inactive]) => ({
    name: `${host}:${number}`,
    row: `  -> ${`${host}:${number}`.padEnd(28)} Route   ${weight} ${active} ${inactive}`,
  }));
const server: fc.Arbitrary<Server> = fc
  .tuple(
    fc.constantFrom('TCP', 'UDP', 'SCTP'),
    address,
    port,
    fc.uniqueArray(realServer, { selector: ({ name }) => name, maxLength: 4 }),
  )
  .map(([protocol, host, number, realServers]) => ({
    key: `${protocol.toLowerCase()}/${host}:${number}`,
    row: `${protocol}  ${host}:${number} wrr`,
    realServers,
  }));

/** Lines that are no rows, do not look like a broken row of a virtual server, and begin no other table. */
const garbage = fc
  .string({ unit: fc.constantFrom(...'abcxyz0189 \t.;#~%é\u0000') })
  .filter((text) => !/^\s*(?:->|[A-Z-])/.test(text));

test('good rows among garbage are all found', { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(server, { selector: ({ key }) => key, minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.array(garbage, { maxLength: 2 })),
      (servers, noise) => {
        const lines: string[] = ['Prot LocalAddress:Port Scheduler Flags'];
        lines.push('  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn');
        const noisy = (row: string) => {
          lines.push(...(noise.next().value ?? []), row);
        };
        for (const { row, realServers } of servers) {
          noisy(row);
          for (const real of realServers) noisy(real.row);
        }
        const found = parse(lines.join('\n'))?.virtualServers.map((virtual) => ({
          key: virtualServerKey(virtual),
          realServers: virtual.realServers.map(endpointText),
        }));
        expect(found).toEqual(
          servers.map(({ key, realServers }) => ({ key, realServers: realServers.map(({ name }) => name) })),
        );
      },
    ),
    { numRuns: RUNS },
  );
});

test('connections among garbage are all counted', { timeout: TIMEOUT_MS }, () => {
  const connection = fc
    .tuple(fc.ipV4(), port, fc.constantFrom('ESTABLISHED', 'TIME_WAIT'))
    .map(
      ([host, number, state]) =>
        `TCP 01:57  ${state}   10.9.0.2:44680     10.9.0.1:8000      ${host}:${number}`,
    );
  fc.assert(
    fc.property(
      fc.array(connection, { minLength: 1 }),
      fc.array(garbage, { maxLength: 5 }),
      (rows, noise) => {
        const lines = rows.flatMap((row, index) => [noise[index] ?? '', row]);
        expect(parse(lines.join('\n'))?.connections?.entries).toBe(rows.length);
      },
    ),
    { numRuns: RUNS },
  );
});
