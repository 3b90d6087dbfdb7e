import type { HaproxyCheckStatus, HaproxyRow, HaproxyStatus } from '../../model/haproxy.ts';
import type { ProblemLog } from '../../model/problem.ts';
import { fitRow, type RawRow, shown } from './fit.ts';
import type { HaproxyLayout } from './header.ts';
import { NumberCells } from './number-cells.ts';
import { parseHaproxyCheckStatus, parseHaproxyStatus } from './status.ts';

/** Where a row stands among those that are kept. */
interface Kept {
  readonly position: number;
  readonly isWhole: boolean;
}

/** Understands rows one after the other, and tells of each that it cannot use. One for each text that is parsed. */
export class HaproxyRowReader {
  private readonly layout: HaproxyLayout;
  private readonly problems: ProblemLog;
  private readonly numbers: NumberCells;
  private readonly rows: HaproxyRow[] = [];
  private readonly keptByKey = new Map<string, Kept>();
  // Thousands of rows share a few status texts.
  private readonly statuses = new Map<string, HaproxyStatus>();
  private readonly checkStatuses = new Map<string, HaproxyCheckStatus | undefined>();

  constructor(layout: HaproxyLayout, problems: ProblemLog) {
    this.layout = layout;
    this.problems = problems;
    this.numbers = new NumberCells(layout.numeric);
  }

  read(raw: RawRow): void {
    const fitted = fitRow(raw, this.layout);
    if ('misfit' in fitted) {
      this.problems.add(raw.line, fitted.misfit, raw.text);
      return;
    }
    const { scope, isWhole, remark } = fitted;
    if (remark !== undefined) this.problems.add(raw.line, remark, raw.text);
    const cells = this.numbers.check(fitted.cells, raw);
    const checkStatus = this.checkStatus(raw, cells, 'check_status');
    const agentStatus = this.checkStatus(raw, cells, 'agent_status');
    const row: HaproxyRow = {
      line: raw.line,
      scope,
      proxy: cells[0] ?? '',
      name: cells[1] ?? '',
      process: this.cell(cells, 'pid'),
      status: this.status(raw, cells),
      ...(checkStatus && { checkStatus }),
      ...(agentStatus && { agentStatus }),
      cells,
    };
    this.keep(raw, row, isWhole);
  }

  finish(): readonly HaproxyRow[] {
    this.numbers.report(this.problems);
    return this.rows;
  }

  private cell(cells: readonly string[], column: string): string {
    return cells[this.layout.columns.get(column) ?? -1] ?? '';
  }

  /** Of rows with the same names the first counts, or the first whole one: half a row must not hide a whole one. */
  private keep(raw: RawRow, row: HaproxyRow, isWhole: boolean): void {
    const key = `${row.process}\n${row.scope}\n${row.proxy}\n${row.name}`;
    const kept = this.keptByKey.get(key);
    if (kept === undefined) {
      this.keptByKey.set(key, { position: this.rows.push(row) - 1, isWhole });
      return;
    }
    const reason = `the row repeats the one in line ${this.rows[kept.position]?.line}`;
    this.problems.add(raw.line, reason, raw.text);
    if (kept.isWhole || !isWhole) return;
    this.rows[kept.position] = row;
    this.keptByKey.set(key, { position: kept.position, isWhole });
  }

  private status(raw: RawRow, cells: readonly string[]): HaproxyStatus {
    const text = this.cell(cells, 'status');
    let status = this.statuses.get(text);
    if (status === undefined) {
      status = parseHaproxyStatus(text);
      this.statuses.set(text, status);
      if (status.state === 'UNKNOWN' && text !== '') {
        this.problems.add(raw.line, `column status holds ${shown(text)}, which is no known status`, raw.text);
      }
    }
    return status;
  }

  private checkStatus(
    raw: RawRow,
    cells: readonly string[],
    column: 'check_status' | 'agent_status',
  ): HaproxyCheckStatus | undefined {
    const text = this.cell(cells, column);
    if (text === '' || this.checkStatuses.has(text)) return this.checkStatuses.get(text);
    const status = parseHaproxyCheckStatus(text);
    this.checkStatuses.set(text, status);
    if (status === undefined) {
      const reason = `column ${column} holds ${shown(text)}, which is no check status`;
      this.problems.add(raw.line, reason, raw.text);
    }
    return status;
  }
}
