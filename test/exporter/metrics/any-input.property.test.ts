import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAMILIES } from '../../../src/exporter/metrics/all.ts';
import { renderExposition, type TiedFamily, tieFamilies } from '../../../src/exporter/metrics/exposition.ts';
import { mergeKeepalivedDumps } from '../../../src/model/keepalived-dump.ts';
import { KeepalivedTracker } from '../../../src/model/keepalived-tracker.ts';
import type { Parsed } from '../../../src/model/problem.ts';
import type { CollectedBySubsystem, SourceReport, Subsystem } from '../../../src/model/snapshot.ts';
import { hostAddresses, vipStates } from '../../../src/model/vip.ts';
import { parseNamedStats } from '../../../src/parsers/bind/named-stats.ts';
import { parseStatisticsChannel } from '../../../src/parsers/bind/statistics-channel.ts';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { parseHaproxyAnswer } from '../../../src/parsers/haproxy/answer.ts';
import { parseIpAddr } from '../../../src/parsers/ip-addr.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { parseKeepalivedData } from '../../../src/parsers/keepalived/dump-data.ts';
import { parseKeepalivedJson } from '../../../src/parsers/keepalived/dump-json.ts';
import { parseKeepalivedStats } from '../../../src/parsers/keepalived/dump-stats.ts';
import { parseKeepalivedFifoLine } from '../../../src/parsers/keepalived/fifo.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import { expositionFaults } from '../../support/exposition-faults.ts';
import { fixture } from '../../support/fixture.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const TIMEOUT_MS = 600_000;
const NOW_MS = Date.UTC(2026, 10, 20, 12);

function reportOf<S extends Subsystem>(
  subsystem: S,
  source: string,
  value: CollectedBySubsystem[S],
): SourceReport<S> {
  const outcome = { kind: 'ok', value, problems: { count: 0, kept: [] } } as const;
  return { subsystem, source, target: '', durationSeconds: 0, finishedAtSeconds: 0, outcome };
}

/** Tries a parser; undefined where the text is not its format at all. */
function attempt<Records>(parse: (text: string) => Parsed<Records>, text: string): Records | undefined {
  try {
    return parse(text).records;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** What each subsystem serves when its sources give a text, whatever that is; undefined where nothing can be read of it. */
const SERVED: Readonly<Record<string, (text: string, otherText: string) => TiedFamily[] | undefined>> = {
  haproxy: (text, otherText) => {
    const found = [attempt(parseHaproxyAnswer, text), attempt(parseHaproxyAnswer, otherText)];
    const reports = found.flatMap((value, index) =>
      value === undefined ? [] : reportOf('haproxy', `h${index}`, value),
    );
    return tieFamilies(FAMILIES.haproxy, reports);
  },
  ipvs: (text) => {
    const table = attempt(parseIpvsText, text);
    return table && tieFamilies(FAMILIES.ipvs, [reportOf('ipvs', '', table)]);
  },
  'named.stats': (text) => {
    const stats = attempt(parseNamedStats, text);
    return stats && tieFamilies(FAMILIES.bind, [reportOf('bind', 'rs1', { stats })]);
  },
  'statistics-channel': (text) => {
    const stats = attempt(parseStatisticsChannel, text);
    return stats && tieFamilies(FAMILIES.bind, [reportOf('bind', 'rs1', { stats })]);
  },
  'keepalived-log': (text) => keepalivedFamilies(text, parseKeepalivedLine),
  'keepalived-fifo': (text) => keepalivedFamilies(text, (line) => parseKeepalivedFifoLine(line, NOW_MS)),
  'keepalived-dump': (text, otherText) => {
    const dumps = [parseKeepalivedJson, parseKeepalivedData, parseKeepalivedStats].flatMap((parse) =>
      [text, otherText].flatMap((each) => attempt(parse, each) ?? []),
    );
    const value = { ...new KeepalivedTracker().state(), dump: mergeKeepalivedDumps(dumps) };
    return tieFamilies(FAMILIES.keepalived, [reportOf('keepalived', 'ds1', value)]);
  },
  vip: (text) => {
    const addresses = attempt(parseIpAddr, text);
    if (addresses === undefined) return undefined;
    const all = hostAddresses(addresses);
    const host = { vips: vipStates(all, addresses), addresses: all };
    return tieFamilies(FAMILIES.vip, [reportOf('vip', '', host)]);
  },
};

function keepalivedFamilies(
  text: string,
  parse: (line: string, clock: { readonly nowMs: number }) => ReturnType<typeof parseKeepalivedLine>,
): TiedFamily[] {
  const tracker = new KeepalivedTracker();
  for (const line of text.split('\n')) tracker.apply(parse(line, { nowMs: NOW_MS }), { count: true });
  return tieFamilies(FAMILIES.keepalived, [reportOf('keepalived', 'ds1', tracker.state())]);
}

const FIFO =
  'INSTANCE "VI_1" MASTER 100\nGROUP "G1" FAULT 0\nVS [192.0.2.1]:tcp:80 UP\nRS [192.0.2.2]:tcp:80 [192.0.2.1]:tcp:80 DOWN\n';

/** What each is fed with, before it is spoilt. */
const SEEDS: Readonly<Record<string, readonly string[]>> = {
  haproxy: fixtures('haproxy', /show-info\.txt$|-stat\.txt$|-csv\.txt$/),
  ipvs: fixtures('ipvs', /\.txt$/),
  'named.stats': fixtures('bind', /\.stats$/),
  'statistics-channel': fixtures('bind', /\.json$/),
  'keepalived-log': fixtures('keepalived', /\.(?:sys)?log$/),
  'keepalived-fifo': [FIFO],
  'keepalived-dump': fixtures('keepalived', /keepalived\.(?:data|stats|json)$/),
  vip: fixtures('ip', /addr\.(?:txt|json)$|ifconfig/),
};

function fixtures(directory: string, wanted: RegExp): string[] {
  return readdirSync(join(import.meta.dirname, '../../fixtures', directory))
    .filter((name) => wanted.test(name))
    .map((name) => fixture(directory, name));
}

/** Characters that the exposition must escape, or that a text can be torn with. */
const NASTY = [
  '"',
  '\\',
  '\\n',
  '\r',
  '\t',
  '\0',
  '\u00ff',
  '\ud83d',
  '\ud83e',
  '😀',
  '{',
  '}',
  ',',
  '=',
  '#',
  ' ',
  '\u2028',
];

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
  /** So many lines from here are there once more, at a place behind. */
  readonly repeat: number;
  readonly to: number;
}

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const change: fc.Arbitrary<Change> = fc.record({
  at: place,
  remove: fc.nat({ max: 30 }),
  insert: fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 6 }), fc.constant('')),
  repeat: fc.nat({ max: 4 }),
  to: place,
});

function changed(text: string, changes: readonly Change[]): string {
  let result = text;
  for (const { at, remove, insert, repeat, to } of changes) {
    const from = Math.floor(at * result.length);
    result = result.slice(0, from) + insert + result.slice(from + remove);
    const lines = result.split('\n');
    const first = Math.floor(at * lines.length);
    lines.splice(Math.floor(to * lines.length), 0, ...lines.slice(first, first + repeat));
    result = lines.join('\n');
  }
  return result;
}

/** The same for JSON that is to stay JSON: names and other strings in it are spoilt, or become those of another place. */
function changedJson(text: string, changes: readonly Change[]): string {
  let result = text;
  for (const { at, insert, repeat, to } of changes) {
    const strings = [...result.matchAll(/"(?:[^"\\]|\\.)*"/g)];
    const { 0: old = '', index = 0 } = strings[Math.floor(at * strings.length)] ?? {};
    const other = strings[Math.floor(to * strings.length)]?.[0] ?? old;
    const spoilt = repeat > 1 ? other : JSON.stringify(`${insert}${JSON.parse(old)}`);
    result = result.slice(0, index) + spoilt + result.slice(index + old.length);
  }
  return result;
}

test.each(Object.keys(SERVED))(
  '%s: whatever the text, the exposition is valid and has no series twice',
  { timeout: TIMEOUT_MS },
  (subsystem) => {
    const seeds = SEEDS[subsystem] ?? [];
    const served = SERVED[subsystem] ?? (() => undefined);
    const seed = fc.constantFrom(...seeds);
    const spoilt = fc
      .tuple(seed, fc.array(change, { minLength: 1, maxLength: 6 }))
      .map(([text, changes]) =>
        /^\s*[[{]/.test(text) ? changedJson(text, changes) : changed(text, changes),
      );
    let samples = 0;
    fc.assert(
      fc.property(spoilt, spoilt, (text, otherText) => {
        const families = served(text, otherText);
        if (families === undefined) return;
        const page = [...renderExposition(families, 'prometheus')].join('');
        samples += page.length;
        expect(expositionFaults(page)).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
    expect(samples).toBeGreaterThan(0);
  },
);
