import { type Html, html } from '../../../text/html.ts';
import type { SourceStatus } from '../../status/node-status.ts';
import { SOURCE_TONES } from '../../status/tones.ts';
import type { Block } from '../blocks/block.ts';
import { type Compared, comparedRows } from '../blocks/comparison.ts';
import { hasWords } from '../blocks/row-groups.ts';
import { type Column, tableBlock } from '../blocks/table-block.ts';
import type { Cell } from '../markup/cell.ts';
import { changeClass, changeTag, withBefore } from '../markup/change-marks.ts';
import { classes } from '../markup/classes.ts';
import { countText, durationText, NO_FIGURE } from '../markup/figures.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import { timeMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, sectionHead } from './section-head.ts';

const PROBLEMS_SHOWN = 10;

type SourceRow = SourceStatus & { readonly key: string; readonly node: string };
type ComparedSource = SourceRow & Compared<SourceRow>;

/** How the last collection of each source ended, on every node. */
export function sourcesSection(context: PageContext): readonly Block[] {
  const { status, compared, query, texts } = context;
  const now = sourceRows(status.nodes);
  const all: readonly ComparedSource[] =
    compared === undefined ? now : comparedRows(now, sourceRows(compared.nodes));
  const shown = all.filter(
    (row) => (!query.onlyTrouble || isTrouble(row)) && hasWords(query.words, () => textOf(row)),
  );
  const head = sectionHead('sources', texts.sources.title, summary(now, context));
  if (shown.length === 0) return [head, emptyBlock('sources', context, texts.sources.none)];
  const table = tableBlock({
    id: 'sources-table',
    section: 'sources',
    caption: html`<span class="spoken">${texts.sources.title}</span>`,
    columns: columns(context),
    rows: shown.map((row) => ({
      key: row.key,
      className: classes(SOURCE_TONES[row.state], changeClass(row.change)),
      row,
    })),
    query,
  });
  return [head, table];
}

function sourceRows(nodes: PageContext['status']['nodes']): readonly SourceRow[] {
  return nodes.flatMap(({ node, sources }) =>
    sources.map((source) => ({
      ...source,
      node,
      key: JSON.stringify([node, source.subsystem, source.source]),
    })),
  );
}

function isTrouble({ state, problemCount, change }: ComparedSource): boolean {
  return state === 'failed' || problemCount > 0 || change === 'removed';
}

function textOf({ node, subsystem, source, target, state, reason }: SourceRow): string {
  return [node, subsystem, source, target, state, reason].join(' ');
}

function columns({ status, texts }: PageContext): readonly Column<ComparedSource>[] {
  const { sources, frame } = texts;
  const node: Column<ComparedSource> = {
    id: 'node',
    heading: sources.node,
    cell: (row) => ({ content: html`<bdi>${row.node}</bdi>` }),
  };
  return [
    {
      id: 'source',
      heading: sources.source,
      cell: ({ subsystem, source, target, change }) => ({
        content: html`${sources.subsystems[subsystem]} <bdi>${source}</bdi>${changeTag(change, frame)} <code class="target">${target}</code>`,
      }),
    },
    ...(status.nodes.length > 1 ? [node] : []),
    { id: 'state', heading: sources.state, cell: (row) => stateCell(row, texts) },
    {
      id: 'duration',
      heading: sources.duration,
      isFigure: true,
      cell: (row) => durationText(row.durationSeconds),
    },
    {
      id: 'read',
      heading: sources.read,
      cell: (row) => ({ content: timeMarkup(row.finishedAtSeconds), className: 'when' }),
    },
    { id: 'problems', heading: sources.problems, cell: (row) => problemsCell(row, texts) },
  ];
}

function stateCell(row: ComparedSource, { sources, frame }: PageContext['texts']): Cell {
  const { state, reason, before } = row;
  const why = reason === undefined ? undefined : html` <span class="reason">${reason}</span>`;
  const content = html`${stateMarkup(SOURCE_TONES[state], sources.states[state])}${why}`;
  const cell = withBefore(content, sources.states[state], before && sources.states[before.state], frame);
  return { ...cell, className: classes('state', cell.className) };
}

function problemsCell(row: ComparedSource, { sources }: PageContext['texts']): Cell {
  const { state, problemCount, problems } = row;
  if (state !== 'ok') return { content: NO_FIGURE };
  if (problemCount === 0) return { content: sources.noProblems };
  const shown = problems.slice(0, PROBLEMS_SHOWN);
  const title = sources.showProblems(countText(shown.length), countText(problemCount));
  return {
    content: html`${stateMarkup('warn', countText(problemCount))} <details><summary>${title}</summary><ol>${shown.map(
      ({ line, reason, text }) =>
        html`<li>${line === 0 ? '' : sources.line(line)}${reason}${text === '' ? undefined : html` <code>${text}</code>`}</li>`,
    )}</ol></details>`,
    className: 'problems',
  };
}

function summary(rows: readonly SourceRow[], { texts }: PageContext): Html | string {
  return (['ok', 'failed', 'absent'] as const)
    .map((state) => ({ state, count: rows.filter((row) => row.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${countText(count)} ${texts.sources.states[state]}`)
    .join(', ');
}
