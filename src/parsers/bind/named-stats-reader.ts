import type { BindStats } from '../../model/bind.ts';
import { detached } from '../../model/detach.ts';
import { PROBLEM_TEXT_CHARACTERS, ProblemLog } from '../../model/problem.ts';
import type { StatisticName } from './name-table.ts';
import { Bind8Table, bind8QueryType, bind8Since } from './named-stats-bind8.ts';
import { blockOwner, sectionTitle, statisticsMarker } from './named-stats-grammar.ts';
import { type PlacedFigure, readPre95Row } from './named-stats-pre95.ts';
import { type BindSection, SECTIONS_BY_TITLE } from './sections.ts';
import { parseStatistic } from './statistic-value.ts';
import { BindStatsBuilder, type BlockOwner, type CounterBlock } from './stats-builder.ts';

const COUNTER = /^(-?\d+)\s+(\S.*)$/;
const NOTHING_KNOWN = 'it is neither a section, nor a view or zone, nor a counter';
const NO_NUMBER = 'its figure is no whole number of 64 bits';
/** The built-in view of class CHAOS: always there, of no use to an operator. */
const BUILT_IN_VIEW = '_bind';
/** The section that every dump of BIND 9.5 and later begins with, and none before. */
const FIRST_SECTION = 'Incoming Requests';
/** BIND 8.1's own allocator: no counters, and nothing that other versions have. */
const BIND8_MEMORY = 'Memory Statistics';

/** A block whose counters are not wanted. */
const LEFT_OUT = 'left-out';

/** Reads a dump line by line, and knows in which section and whose counters it is. */
export class NamedStatsReader {
  readonly problems = new ProblemLog();
  private readonly builder = new BindStatsBuilder();
  private readonly zones: boolean;
  private epoch: string | undefined;
  private closed = false;
  private omitsZeros = false;
  private readonly since = new Map<'boot' | 'reset', number>();
  private title: string | undefined;
  private section: BindSection | undefined;
  private block: CounterBlock | typeof LEFT_OUT = { label: '' };
  private bind8: Bind8Table | undefined;

  /** @param zones whether counters by zone are wanted */
  constructor(zones: boolean) {
    this.zones = zones;
  }

  /** @param text a line, trimmed and not empty */
  read(line: number, text: string): void {
    const reason = this.take(text);
    if (reason === undefined) return;
    this.problems.add(line, reason, detached(text.slice(0, PROBLEM_TEXT_CHARACTERS)));
  }

  /** @returns undefined if there was no opening line */
  finish(lastLine: number): BindStats | undefined {
    if (this.epoch === undefined) return undefined;
    if (!this.closed) {
      this.problems.add(lastLine, `the dump is not closed by "--- Statistics Dump --- (${this.epoch})"`, '');
    }
    const dumpTimeSeconds = Number(this.epoch);
    const boot = this.since.get('boot');
    const reset = this.since.get('reset');
    return this.builder.build({
      dumpTimeSeconds,
      omitsZeros: this.omitsZeros,
      ...(boot !== undefined && { bootTimeSeconds: dumpTimeSeconds - boot }),
      ...(reset !== undefined && { configTimeSeconds: dumpTimeSeconds - reset }),
    });
  }

  /** Takes one line in; tells what is wrong with it if it cannot be used. */
  private take(text: string): string | undefined {
    if (this.closed) return 'it stands behind the closing line';
    const marker = statisticsMarker(text);
    if (marker !== undefined) return marker.opens ? this.open(marker.epoch) : this.close(marker.epoch);
    if (this.epoch === undefined) return 'it stands before the opening line';
    const title = sectionTitle(text);
    if (title !== undefined) return this.enter(title);
    if (text.startsWith('++')) return this.enterTorn(text);
    // BIND 8 closes its sections too: `-- Name Server Statistics --`.
    if (text.startsWith('-- ')) return this.enter(undefined);
    if (this.title === BIND8_MEMORY) return undefined;
    if (this.bind8 !== undefined) return this.bind8Row(this.bind8, text);
    if (text.startsWith('[')) return this.enterBlock(text);
    if (text === '(Legend)') return this.enterBind8Table();
    return this.title === undefined ? this.figureOutsideSections(text) : this.counter(text);
  }

  private open(epoch: string): string | undefined {
    if (this.epoch === undefined) {
      this.epoch = epoch;
      return undefined;
    }
    this.closed = true;
    return 'another dump begins before this one was closed; what follows is left out';
  }

  private close(epoch: string): string | undefined {
    if (this.epoch === undefined) return 'it closes a dump that was not opened';
    this.closed = true;
    return epoch === this.epoch ? undefined : `it closes dump ${epoch}, and the one open is ${this.epoch}`;
  }

  private enter(title: string | undefined): undefined {
    this.title = title;
    this.section = title === undefined ? undefined : SECTIONS_BY_TITLE.get(title);
    this.bind8 = undefined;
    this.omitsZeros ||= title === FIRST_SECTION;
    this.block = this.blockOf({});
  }

  private enterBind8Table(): undefined {
    this.bind8 = new Bind8Table();
  }

  private enterBlock(text: string): string | undefined {
    const owner = blockOwner(text, this.section?.zone !== undefined);
    // Whose counters follow is not known: better nobody's than those of the view or zone before.
    this.block = owner === undefined ? { label: this.section?.label ?? '' } : this.blockOf(owner);
    return owner === undefined ? NOTHING_KNOWN : undefined;
  }

  /** What follows half a title must not be counted in the section before. */
  private enterTorn(text: string): string {
    this.enter(text);
    return NOTHING_KNOWN;
  }

  private blockOf(owner: BlockOwner): CounterBlock | typeof LEFT_OUT {
    if (owner.view === BUILT_IN_VIEW) return LEFT_OUT;
    if (this.section === undefined) return { label: detached(this.title ?? ''), ...owner };
    if (this.section.zone !== undefined && !this.zones) return LEFT_OUT;
    return this.builder.block(this.section, owner);
  }

  private counter(text: string): string | undefined {
    const [, digits, words = ''] = COUNTER.exec(text) ?? [];
    if (digits === undefined) return NOTHING_KNOWN;
    if (this.block === LEFT_OUT) return undefined;
    const { names, kind = 'counter' } = this.section ?? {};
    const statistic: StatisticName | undefined =
      names === undefined ? { name: detached(words), kind } : names.byText.get(words);
    const value = parseStatistic(digits, statistic?.kind ?? 'counter');
    if (value === undefined) return NO_NUMBER;
    return statistic === undefined
      ? this.builder.addUnknown(this.block, detached(words), value)
      : this.builder.add(this.block, statistic.name, value);
  }

  /** What only BIND 8 and BIND 9.0 to 9.4 print: figures under no title. */
  private figureOutsideSections(text: string): string | undefined {
    const since = bind8Since(text);
    const figure = readPre95Row(text) ?? bind8QueryType(text);
    if (since !== undefined) this.since.set(since.event, since.seconds);
    else if (figure !== undefined) return this.place(figure);
    else return this.counter(text);
    return undefined;
  }

  private bind8Row(table: Bind8Table, text: string): string | undefined {
    const figures = table.read(text);
    if (typeof figures === 'string') return figures;
    return figures.map((figure) => this.place(figure)).find((reason) => reason !== undefined);
  }

  private place({ section, owner, name, digits }: PlacedFigure): string | undefined {
    if (owner.view === BUILT_IN_VIEW || (owner.zone !== undefined && !this.zones)) return undefined;
    const value = parseStatistic(digits, 'counter');
    if (value === undefined) return NO_NUMBER;
    const block = this.builder.block(section, owner);
    const known = section.names === undefined || section.names.byName.has(name);
    return known ? this.builder.add(block, name, value) : this.builder.addUnknown(block, name, value);
  }
}
