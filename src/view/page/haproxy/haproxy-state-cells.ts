import { html } from '../../../text/html.ts';
import { checkResult } from '../../status/last-check.ts';
import type { Cell } from '../markup/cell.ts';
import { withBefore } from '../markup/change-marks.ts';
import { classes } from '../markup/classes.ts';
import { NO_FIGURE } from '../markup/figures.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import { ageMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import type { ProxyLine } from './haproxy-groups.ts';

/** The status, and since when; where HAProxys do not agree, that too. */
export function statusCell(
  { row, own, index }: ProxyLine,
  nameAt: (index: number) => string,
  { status, texts }: PageContext,
): Cell {
  if (own === undefined)
    return { content: stateMarkup('warn', texts.haproxy.notIn(nameAt(index))), className: 'state drift' };
  const others = row.rows.filter((one) => one !== undefined).map((one) => one.status);
  const isDrift = others.some((other) => other !== own.status);
  const all = row.rows.map((one, at) => `${nameAt(at)}: ${one?.status ?? NO_FIGURE}`).join(', ');
  const mark = isDrift
    ? html` <span class="tag drift" title="${all}">≠ ${texts.haproxy.differs}</span>`
    : undefined;
  const content = html`${stateMarkup(own.health, own.status)} ${ageMarkup(own.sinceSeconds, status.takenAtSeconds)}${mark}`;
  const cell = withBefore(content, own.status, row.before?.rows[index]?.status, texts.frame);
  return { ...cell, className: classes('state', cell.className, isDrift ? 'drift' : '') };
}

/** `L4CON in 0ms`, with what the server said as its tip; without the star of a check that is in progress. */
export function lastCheckCell({ own }: ProxyLine): Cell {
  const text = own === undefined ? '' : checkResult(own.cells);
  if (text === '') return { content: undefined };
  const tip = [own?.cells['check_desc'], own?.cells['last_chk']].filter(
    (part) => part !== undefined && part !== '',
  );
  return {
    content: tip.length === 0 ? text : html`<span title="${tip.join(': ')}">${text}</span>`,
    className: 'check',
  };
}
