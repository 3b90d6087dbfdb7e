import type { HaproxyRow, HaproxyStats } from '../../../model/haproxy.ts';
import { HAPROXY_CELL_COLUMNS, HAPROXY_TEXT_COLUMNS } from '../haproxy-columns.ts';
import type { HaproxyRowStatus } from '../node-status.ts';
import type { TextPool } from './kept-text.ts';

type Cells = HaproxyRowStatus['cells'];

/** A column that is kept and that this HAProxy has. */
interface KeptColumn {
  readonly name: string;
  readonly index: number;
  readonly isText: boolean;
  /** A power of two of its own, by which a sum tells the columns that a row fills. */
  readonly bit: number;
}

/** The columns that many rows fill alike, such as all servers of backends of one mode. */
interface Pattern {
  readonly columns: readonly KeptColumn[];
  /** Cells with nothing in them. */
  readonly empty: Cells;
}

const ZERO = 0x30;

/**
 * Makes the cells of rows that a status keeps.
 *
 * They are copies of one object for all rows that fill the same columns, with their own values put in. An object that
 * gets forty properties one after the other becomes a hash table in V8: 1.8 KB instead of 0.5 KB a row (bench/status.ts).
 */
export class HaproxyCells {
  private readonly columns: readonly KeptColumn[];
  private readonly pool: TextPool;
  private readonly patterns = new Map<number, Pattern>();

  constructor(stats: HaproxyStats, pool: TextPool) {
    this.pool = pool;
    this.columns = HAPROXY_CELL_COLUMNS.flatMap((name, at) => {
      const index = stats.columns.get(name);
      return index === undefined
        ? []
        : [{ name, index, isText: HAPROXY_TEXT_COLUMNS.has(name), bit: 2 ** at }];
    });
  }

  /** @param before those of the same row in the collection before, which are returned where nothing changed */
  of({ cells: texts }: HaproxyRow, before: Cells | undefined): Cells {
    const pattern = this.patternOf(texts);
    return (before && this.changed(texts, pattern, before)) ?? this.made(texts, pattern);
  }

  private made(texts: readonly string[], { columns, empty }: Pattern): Cells {
    const cells = { ...empty };
    for (const { name, index, isText } of columns) {
      const text = texts[index] ?? '';
      cells[name] = isText ? this.pool.take(text, undefined) : figureOf(text);
    }
    return cells;
  }

  /** The cells with what changed; undefined where the row filled other columns before. */
  private changed(texts: readonly string[], { columns }: Pattern, before: Cells): Cells | undefined {
    let changed: Record<string, number | string> | undefined;
    let at = 0;
    // In the order of the columns, as they were made. Access by a key of the loop costs V8 no search.
    for (const name in before) {
      const column = columns[at];
      if (column?.name !== name) return undefined;
      const text = texts[column.index] ?? '';
      const cell = column.isText ? text : figureOf(text);
      if (cell !== before[name]) {
        changed ??= { ...before };
        changed[name] = typeof cell === 'string' ? this.pool.take(cell, undefined) : cell;
      }
      at += 1;
    }
    return at === columns.length ? (changed ?? before) : undefined;
  }

  private patternOf(texts: readonly string[]): Pattern {
    let filled = 0;
    for (const { index, bit } of this.columns) {
      const text = texts[index];
      if (text !== undefined && text !== '') filled += bit;
    }
    const known = this.patterns.get(filled);
    if (known !== undefined) return known;
    const columns = this.columns.filter(({ index }) => (texts[index] ?? '') !== '');
    const pattern = { columns, empty: emptyCells(columns) };
    this.patterns.set(filled, pattern);
    return pattern;
  }
}

/** JSON.parse makes an object with fixed places for its properties, whatever their number. */
function emptyCells(columns: readonly KeptColumn[]): Cells {
  const entries = columns.map(({ name, isText }) => [name, isText ? '' : 0] as const);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)));
}

/** Most figures are a single digit, mostly 0. */
function figureOf(text: string): number {
  return text.length === 1 ? text.charCodeAt(0) - ZERO : Number(text);
}
