import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeepalivedDump } from '../../../src/model/keepalived.ts';
import type { KeepalivedEvent, KeepalivedLine } from '../../../src/model/keepalived-event.ts';
import { KeepalivedTracker } from '../../../src/model/keepalived-tracker.ts';
import type { Parsed } from '../../../src/model/problem.ts';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { parseKeepalivedData } from '../../../src/parsers/keepalived/dump-data.ts';
import { parseKeepalivedJson } from '../../../src/parsers/keepalived/dump-json.ts';
import { parseKeepalivedStats } from '../../../src/parsers/keepalived/dump-stats.ts';
import { parseKeepalivedFifoLine } from '../../../src/parsers/keepalived/fifo.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import { fixture } from '../../support/fixture.ts';
import { CLOCK } from './cases.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 600_000;

const LOGS = [
  '2.2.7-sync-group-fault-quorum.syslog',
  '2.2.7-ds1.console.log',
  '2.2.7-scripts-file-ipv6.console.log',
].map((name) =>
  fixture('keepalived', name)
    .split('\n')
    .filter((line) => line !== ''),
);

function parse(line: string): KeepalivedLine {
  return parseKeepalivedLine(line, CLOCK);
}

/** A line's parts that the state is made of. */
function expectSound(line: KeepalivedLine): void {
  expect(['parsed', 'unmatched', 'foreign']).toContain(line.class);
  expect(line.event !== undefined).toBe(line.class === 'parsed');
  if (line.class === 'foreign') expect(line).toEqual({ class: 'foreign', truncated: false, message: '' });
}

/** Texts that look like what keepalived and its surroundings write. */
const fragment = fc.constantFrom(
  'Nov 20 09:47:32 lb1 ',
  'Keepalived_vrrp[801]: ',
  'Keepalived: ',
  'Fri Nov 20 09:47:32 2026: ',
  '2026-11-20T09:47:32Z ',
  '<30>1 ',
  '{"MESSAGE":"',
  '","SYSLOG_IDENTIFIER":"Keepalived"}',
  'keepalived-1  | ',
  '(VI_1) ',
  'VRRP_Instance(VI_1): ',
  'VRRP_Group(',
  'VRRP_Script(chk) ',
  'Entering ',
  'MASTER STATE',
  'Removing service ',
  '[192.0.2.1]:tcp:80',
  ' from VS ',
  'Misc check for [',
  ' by [',
  '] failed',
  'SMTP_CHECK ',
  ' server ',
  '...',
  '…',
  ')',
  '\u001B[31m',
  ' ',
);
const anyLine = fc
  .array(fc.oneof({ weight: 3, arbitrary: fragment }, fc.string({ unit: 'binary', maxLength: 12 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('any line', () => {
  test(
    'is read without an exception',
    () => {
      fc.assert(
        fc.property(anyLine, (line) => expectSound(parse(line))),
        { numRuns },
      );
    },
    timeout,
  );

  test(
    'of a FIFO is read without an exception',
    () => {
      const words = fc.constantFrom(
        'INSTANCE ',
        'GROUP ',
        '"VI_1" ',
        'MASTER ',
        '100',
        'VS ',
        'RS ',
        '[a]:1 ',
        'UP',
      );
      const line = fc.array(fc.oneof(words, fc.string({ maxLength: 8 })), { maxLength: 8 });
      fc.assert(
        fc.property(line, (parts) => expectSound(parseKeepalivedFifoLine(parts.join(''), CLOCK.nowMs))),
        { numRuns },
      );
    },
    timeout,
  );
});

describe('logs with other lines between theirs, and with damage', () => {
  test.each(LOGS)(
    'no good line is lost: %#',
    (...log) => {
      const lines = log as readonly string[];
      const alone = lines.map(parse);
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(lines.length), anyLine), { maxLength: 20 }), (inserted) => {
          const mixed = lines.map((line, index) => ({ line, alone: alone[index] }));
          for (const [at, line] of inserted) mixed.splice(at, 0, { line, alone: parse(line) });
          const tracker = new KeepalivedTracker();
          for (const each of mixed) {
            const read = parse(each.line);
            if (each.alone?.class === 'parsed') expect(read).toEqual(each.alone);
            tracker.apply(read, { count: true });
          }
          const state = tracker.state();
          expect(state.lines.parsed + state.lines.unmatched + state.lines.foreign).toBe(mixed.length);
          // Whatever was in the log, the state survives a restart.
          expect(KeepalivedTracker.restore(JSON.parse(JSON.stringify(tracker.save()))).state()).toEqual(
            state,
          );
        }),
        { numRuns: Math.ceil(numRuns / 20) },
      );
    },
    timeout,
  );

  test(
    'a line of which bytes were changed, taken away or put in',
    () => {
      const lines = LOGS.flat();
      const change = fc.record({
        at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        remove: fc.nat(3),
        insert: fc.uint8Array({ maxLength: 3 }),
      });
      fc.assert(
        fc.property(
          fc.constantFrom(...lines),
          fc.array(change, { minLength: 1, maxLength: 6 }),
          (line, changes) => {
            let bytes = Buffer.from(line);
            for (const { at, remove, insert } of changes) {
              const index = Math.floor(at * bytes.length);
              bytes = Buffer.concat([bytes.subarray(0, index), insert, bytes.subarray(index + remove)]);
            }
            const read = parse(bytes.toString('utf8'));
            expectSound(read);
            new KeepalivedTracker().apply(read, { count: true });
          },
        ),
        { numRuns },
      );
    },
    timeout,
  );
});

// Three full stops in a name would be taken for an ellipsis.
const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,20}$/).filter((each) => !each.includes('...'));
const address = fc.oneof(fc.ipV4(), fc.constantFrom('2001:db8::1', 'fe80::a:b'));
const port = fc.nat(65_535);
const server = fc.record({ address, protocol: fc.constantFrom('tcp', 'udp', 'sctp'), port });
type Server = { readonly address: string; readonly protocol: string; readonly port: number };
const text = ({ address, protocol, port }: Server) => `[${address}]:${protocol}:${port}`;

/** Messages as keepalived composes them, with what they say. */
const composed: fc.Arbitrary<readonly [string, KeepalivedEvent]> = fc.oneof(
  fc
    .tuple(name, fc.constantFrom('BACKUP', 'MASTER', 'FAULT'), fc.boolean())
    .map(
      ([instance, state, old]) =>
        [
          `${old ? 'VRRP_Instance' : ''}(${instance}) Entering ${state} STATE`,
          { kind: 'vrrp-state', instance, state, how: 'entering' } as KeepalivedEvent,
        ] as const,
    ),
  fc
    .tuple(server, server, fc.constantFrom('from', 'to'))
    .map(
      ([real, virtual, preposition]) =>
        [
          `Removing service ${text(real)} ${preposition} VS ${text(virtual)}`,
          { kind: 'real-server', real, virtual, action: 'removed', inhibited: false } as KeepalivedEvent,
        ] as const,
    ),
  fc.tuple(name, fc.nat(255)).map(
    ([script, exitStatus]) =>
      [
        `VRRP_Script(${script}) failed (exited with status ${exitStatus})`,
        {
          kind: 'script',
          script,
          result: 'failed',
          exitStatus,
          signal: undefined,
          onReload: false,
        } as KeepalivedEvent,
      ] as const,
  ),
  fc.tuple(name, address, fc.nat(255), fc.nat(255)).map(
    ([instance, peer, peerPriority, ourPriority]) =>
      [
        `(${instance}) Master received advert from ${peer} with higher priority ${peerPriority}, ours ${ourPriority}`,
        {
          kind: 'election',
          instance,
          reason: 'higher-priority-received',
          peer,
          peerPriority,
          ourPriority,
        } as KeepalivedEvent,
      ] as const,
  ),
  fc
    .tuple(name, fc.boolean())
    .map(
      ([device, up]) =>
        [
          `Netlink reports ${device} ${up ? 'up' : 'down'}`,
          { kind: 'interface', interface: device, up } as KeepalivedEvent,
        ] as const,
    ),
);

const PREFIX = 'Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: ';

describe('messages with any names and figures', () => {
  test(
    'are understood whole',
    () => {
      fc.assert(
        fc.property(composed, ([message, event]) => {
          expect(parse(`${PREFIX}${message}`).event).toEqual(event);
        }),
        { numRuns },
      );
    },
    timeout,
  );

  test(
    'that an ellipsis cuts say the same or less, and no name that is not whole',
    () => {
      const cut = fc.tuple(composed, fc.nat(120), fc.nat(10), fc.constantFrom('...', '…'));
      fc.assert(
        fc.property(cut, ([[message, event], headLength, tailLength, ellipsis]) => {
          fc.pre(headLength + tailLength < message.length);
          const tail = tailLength === 0 ? '' : message.slice(-tailLength);
          const read = parse(`${PREFIX}${message.slice(0, headLength)}${ellipsis}${tail}`);
          if (read.event !== undefined) expectCompatible(read.event, event);
        }),
        { numRuns },
      );
    },
    timeout,
  );
});

test('captured messages, cut in every place, say the same or less', () => {
  // `Reloading ...` is a message of its own, and its parent's; none of these begins so but itself.
  const messages = new Set(LOGS.flatMap((log) => log.map((line) => parse(line).message)));
  messages.delete('');
  expect(messages.size).toBeGreaterThan(100);
  let recognised = 0;
  for (const message of messages) {
    const whole = parse(`${PREFIX}${message}`).event;
    if (whole === undefined) continue;
    for (let head = 1; head < message.length; head += 1) {
      for (const tail of ['', message.slice(-1), message.slice(-3), message.slice(-8)]) {
        if (head + tail.length >= message.length) continue;
        const { event } = parse(`${PREFIX}${message.slice(0, head)}...${tail}`);
        if (event === undefined) continue;
        expectCompatible(event, whole);
        recognised += 1;
      }
    }
  }
  expect(recognised).toBeGreaterThan(10_000);
});

/** Each thing that is told is as it was, or `unknown`. */
function expectCompatible(found: KeepalivedEvent, whole: KeepalivedEvent): void {
  const original = new Map<string, unknown>(Object.entries(whole));
  for (const [key, value] of Object.entries(found)) {
    if (value === undefined || value === 'unknown' || JSON.stringify(value) === '{}') continue;
    expect({ [key]: value }).toEqual({ [key]: original.get(key) });
  }
}

describe('dumps with bytes changed', () => {
  const PARSERS: readonly (readonly [string, (text: string) => Parsed<KeepalivedDump>])[] = [
    ['2.2.7-keepalived.data', parseKeepalivedData],
    ['2.2.7-scripts-file-ipv6.keepalived.data', parseKeepalivedData],
    ['reconstructed-1.3.5-keepalived.data', parseKeepalivedData],
    ['2.2.7-keepalived.stats', parseKeepalivedStats],
    ['reconstructed-2.4.3-keepalived.stats', parseKeepalivedStats],
    ['2.2.7-keepalived.json', parseKeepalivedJson],
    ['reconstructed-2.4.3-keepalived.json', parseKeepalivedJson],
  ];

  test.each(PARSERS)(
    '%s',
    (file, parser) => {
      const whole = fixture('keepalived', file);
      const change = fc.record({
        at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        remove: fc.nat(40),
        insert: fc.oneof(
          fc.uint8Array({ maxLength: 3 }),
          fc.constant(Buffer.from('\n VRRP Instance = VI_2\n')),
        ),
      });
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
          let bytes = Buffer.from(whole);
          for (const { at, remove, insert } of changes) {
            const index = Math.floor(at * bytes.length);
            bytes = Buffer.concat([bytes.subarray(0, index), insert, bytes.subarray(index + remove)]);
          }
          const read = attempt(parser, bytes.toString('utf8'));
          if (read === undefined) return;
          const names = read.records.instances.map((instance) => instance.name);
          expect(new Set(names).size).toBe(names.length);
          for (const instance of read.records.instances) {
            expect([...instance.counters.values()].filter((value) => !/^\d+$/.test(value))).toEqual([]);
          }
        }),
        { numRuns },
      );
    },
    timeout,
  );
});

/** What the parser returns; undefined when it says that the text is of another format. Nothing else may be thrown. */
function attempt(
  parser: (text: string) => Parsed<KeepalivedDump>,
  dump: string,
): Parsed<KeepalivedDump> | undefined {
  try {
    return parser(dump);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
