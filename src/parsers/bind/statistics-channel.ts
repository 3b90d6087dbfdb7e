import type { BindStats, BindTraffic, BindZone } from '../../model/bind.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import {
  type ChannelSections,
  RESOLVER_SECTIONS,
  SERVER_SECTIONS,
  TASK_FIGURES,
  ZONE_SECTIONS,
} from './channel-sections.ts';
import { viewName } from './named-stats-grammar.ts';
import { checkStatistic } from './statistic-value.ts';
import { BindStatsBuilder, type BlockOwner, type CounterBlock } from './stats-builder.ts';

export interface StatisticsChannelOptions {
  /** False leaves out all that is told by zone. */
  readonly zones: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

const TRAFFIC = /^dns-(udp|tcp)-(request|response)s-sizes-(?:received|sent)-(ipv[46])$/;
/** The built-in view of class CHAOS: always there, of no use to an operator. */
const BUILT_IN_VIEW = '_bind';
const UINT32_MAX = 2 ** 32 - 1;

/**
 * Parses what named answers to `/json/v1`, or to a part of it such as `/json/v1/server`: json-stats-version 1.0
 * (BIND 9.10) to 1.8 (9.21). Problems are all of line 1, and their text names the place.
 *
 * @throws FormatError where it is not JSON, or none of named's
 */
export function parseStatisticsChannel(
  text: string,
  options: StatisticsChannelOptions = { zones: true },
): Parsed<BindStats> {
  const root = parseObject(text);
  const takenSeconds = timeSeconds(root?.['current-time']);
  if (typeof root?.['json-stats-version'] !== 'string' || takenSeconds === undefined) {
    throw new FormatError("the JSON of named's statistics channel", text);
  }
  const reader = new ChannelReader(options.zones);
  return { records: reader.read(root, takenSeconds), problems: reader.problems };
}

class ChannelReader {
  readonly problems = new ProblemLog();
  private readonly builder = new BindStatsBuilder();
  private readonly zones: boolean;

  constructor(zones: boolean) {
    this.zones = zones;
  }

  read(root: JsonObject, dumpTimeSeconds: number): BindStats {
    const { views, traffic, version, memory, taskmgr, ...sections } = root;
    const tasks = Object.entries(numbersOf(taskmgr)).filter(([name]) => TASK_FIGURES.includes(name));
    this.sections('', { ...sections, memory: numbersOf(memory) }, SERVER_SECTIONS, {});
    this.sections('', { taskmgr: Object.fromEntries(tasks) }, SERVER_SECTIONS, {});
    for (const [name, view] of namedEntries(objectOf(views))) {
      if (name !== BUILT_IN_VIEW) this.view(name, objectOf(view));
    }
    const bootTimeSeconds = timeSeconds(root['boot-time']);
    const configTimeSeconds = timeSeconds(root['config-time']);
    const facts = {
      dumpTimeSeconds,
      // Opcodes are given even while they are zero, on the pages that have the server's counters.
      omitsZeros: root['opcodes'] !== undefined,
      ...(typeof version === 'string' && { version }),
      ...(bootTimeSeconds !== undefined && { bootTimeSeconds }),
      ...(configTimeSeconds !== undefined && { configTimeSeconds }),
    };
    return this.builder.build(facts, this.traffic(objectOf(traffic)));
  }

  private view(key: string, { resolver, zones }: JsonObject): void {
    const view = viewName(key);
    this.sections(`views.${key}.resolver.`, objectOf(resolver), RESOLVER_SECTIONS, { view });
    if (!this.zones || !Array.isArray(zones)) return;
    for (const zone of zones.map(objectOf)) {
      if (typeof zone['name'] !== 'string') {
        this.problems.add(1, 'it is a zone without a name', `views.${key}.zones`);
        continue;
      }
      const name = zone['name'].toWellFormed();
      this.builder.zone(name, view, zoneFacts(zone));
      this.sections(`views.${key}.zones.${name}.`, zone, ZONE_SECTIONS, { zone: name, view });
    }
  }

  /** Takes in the objects of `parent`: those that the table knows, and the numbers of others as unknown. */
  private sections(path: string, parent: JsonObject, known: ChannelSections, owner: BlockOwner): void {
    for (const [key, value] of namedEntries(parent)) {
      if (!isObject(value)) continue;
      const section = known.get(key);
      const block = section === undefined ? { label: key, ...owner } : this.builder.block(section, owner);
      const figures = section === undefined ? numbersOf(value) : value;
      for (const [name, figure] of namedEntries(figures)) {
        const reason = this.figure(block, name, figure);
        if (reason !== undefined) {
          this.problems.add(1, reason, `${path}${key}.${name}: ${shown(figure)}`);
        }
      }
    }
  }

  private figure(block: CounterBlock, name: string, figure: unknown): string | undefined {
    const { names, kind } = block.section ?? {};
    const statistic = names?.byName.get(name);
    const value = checkStatistic(figure, statistic?.kind ?? kind ?? 'counter');
    if (value === undefined) return 'it is no whole number';
    return names === undefined || statistic !== undefined
      ? this.builder.add(block, name, value)
      : this.builder.addUnknown(block, name, value);
  }

  private traffic(kinds: JsonObject): readonly BindTraffic[] {
    return Object.entries(kinds).flatMap(([key, sizes]): readonly BindTraffic[] => {
      const [, protocol, direction, family] = TRAFFIC.exec(key) ?? [];
      if (protocol === undefined) {
        this.problems.add(1, 'it is no kind of traffic that is known', `traffic.${key}`);
        return [];
      }
      return [
        {
          direction: direction === 'request' ? 'request' : 'response',
          protocol: protocol === 'udp' ? 'udp' : 'tcp',
          family: family === 'ipv4' ? 'ipv4' : 'ipv6',
          sizes: new Map(Object.entries(numbersOf(sizes)).filter(([, messages]) => messages >= 0)),
        },
      ];
    });
  }
}

function zoneFacts(zone: JsonObject): Partial<BindZone> {
  const { type, serial } = zone;
  const loadedSeconds = timeSeconds(zone['loaded']);
  const expiresSeconds = timeSeconds(zone['expires']);
  const refreshSeconds = timeSeconds(zone['refresh']);
  const serialIsOne = typeof serial === 'number' && Number.isInteger(serial) && serial >= 0;
  return {
    ...(typeof type === 'string' && { type }),
    ...(serialIsOne && serial <= UINT32_MAX && { serial }),
    ...(loadedSeconds !== undefined && { loadedSeconds }),
    ...(expiresSeconds !== undefined && { expiresSeconds }),
    ...(refreshSeconds !== undefined && { refreshSeconds }),
  };
}

/** Seconds since 1970 of `2026-11-20T09:46:34.431Z`; BIND writes 1970 itself for what has not happened. */
function timeSeconds(value: unknown): number | undefined {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return milliseconds > 0 ? Math.floor(milliseconds / 1000) : undefined;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON can escape halves of surrogate pairs, which differ there and are the same U+FFFD in UTF-8. */
function namedEntries(object: JsonObject): (readonly [string, unknown])[] {
  return Object.entries(object).map(([name, value]) => [name.toWellFormed(), value] as const);
}

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  const entries = Object.entries(objectOf(value));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** Objects and arrays are not written out: they may be deeper than the stack. */
function shown(value: unknown): string {
  if (isObject(value)) return 'an object';
  return Array.isArray(value) ? 'a list' : JSON.stringify(value);
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
