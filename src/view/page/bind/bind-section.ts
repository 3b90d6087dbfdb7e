import { html } from '../../../text/html.ts';
import { bindRequestsId } from '../../series/series-id.ts';
import { cacheHitRatio, recursionClients, servfailShare } from '../../status/bind-figures.ts';
import type { Block } from '../blocks/block.ts';
import { hasWords } from '../blocks/row-groups.ts';
import { type Column, tableBlock } from '../blocks/table-block.ts';
import { countText, percentText, rateText } from '../markup/figures.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { sparkline } from '../markup/sparkline.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import { timeMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, sectionHead } from '../sections/section-head.ts';
import { type BindRow, bindZonesBlocks } from './bind-zones.ts';

/** The rcodes that every server is asked about; others stand behind them where a server has them. */
const RCODES = ['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED'];
const MAX_RCODES = 10;

/** A share of SERVFAIL from which on a server is not well. */
const SERVFAIL_TROUBLE = 0.01;

/** The name servers: requests, answers, cache and recursion, then their zones. */
export function bindSection(context: PageContext): readonly Block[] {
  const { status, query, texts } = context;
  const rows = status.nodes.flatMap(({ node, binds }) => binds.map((bind): BindRow => ({ node, bind })));
  const shown = rows.filter(
    (row) =>
      (!query.onlyTrouble || isTrouble(row)) &&
      hasWords(query.words, () => `${row.node} ${row.bind.source} ${row.bind.version ?? ''}`),
  );
  const head = sectionHead('bind', texts.bind.title, rows.length === 0 ? '' : String(rows.length));
  const zones = bindZonesBlocks(rows, context);
  if (shown.length === 0 && zones.length === 0) return [head, emptyBlock('bind', context, texts.bind.none)];
  if (shown.length === 0) return [head, ...zones];
  const table = tableBlock({
    id: 'bind-servers',
    section: 'bind',
    caption: html`<span class="spoken">${texts.bind.title}</span>`,
    columns: columns(rcodesOf(rows), context),
    rows: shown.map((row) => ({
      key: JSON.stringify([row.node, row.bind.source]),
      className: isTrouble(row) ? 'warn' : '',
      row,
    })),
    query,
  });
  return [head, table, ...zones];
}

function isTrouble({ bind }: BindRow): boolean {
  return (servfailShare(bind) ?? 0) >= SERVFAIL_TROUBLE;
}

function rcodesOf(rows: readonly BindRow[]): readonly string[] {
  const others = rows.flatMap(({ bind }) => Object.keys(bind.rates?.rcodes ?? {}));
  return [...new Set([...RCODES, ...others])].slice(0, MAX_RCODES);
}

function columns(rcodes: readonly string[], context: PageContext): readonly Column<BindRow>[] {
  const { bind: texts, frame } = context.texts;
  return [
    {
      id: 'bind',
      heading: texts.server,
      cell: ({ node, bind }) => ({
        content: html`${nameMarkup(bind.source)} <span class="where">${frame.onNode(node)}</span> <span class="note">${bind.version}</span>`,
      }),
    },
    {
      id: 'requests',
      group: texts.requests,
      heading: texts.perSecond,
      isFigure: true,
      cell: ({ bind }) => rateText(bind.rates?.requests),
    },
    {
      id: 'requests_total',
      group: texts.requests,
      heading: texts.total,
      isFigure: true,
      cell: ({ bind }) => countText(bind.requests),
    },
    {
      id: 'trend',
      group: texts.requests,
      heading: texts.trend,
      cell: ({ node, bind }) => ({
        content: sparkline(context.history(bindRequestsId(node, bind.source)), frame),
        className: 'trend',
      }),
    },
    ...rcodes.map(
      (rcode): Column<BindRow> => ({
        id: rcode,
        group: texts.rcodes,
        heading: rcode,
        isFigure: true,
        cell: (row) => rcodeCell(row, rcode),
      }),
    ),
    {
      id: 'cache',
      heading: texts.cacheHits,
      isFigure: true,
      cell: ({ bind }) => percentText(cacheHitRatio(bind)),
    },
    {
      id: 'recursion',
      heading: texts.recursion,
      title: texts.recursionTitle,
      isFigure: true,
      cell: ({ bind }) => countText(recursionClients(bind)),
    },
    {
      id: 'dump',
      heading: texts.figuresOf,
      cell: ({ bind }) => ({ content: timeMarkup(bind.dumpTimeSeconds), className: 'when' }),
    },
  ];
}

function rcodeCell(row: BindRow, rcode: string) {
  const { rates } = row.bind;
  if (rates === undefined) return rateText(undefined);
  const text = rateText(rates.rcodes[rcode] ?? 0);
  if (rcode !== 'SERVFAIL' || !isTrouble(row)) return text;
  return { content: stateMarkup('warn', text) };
}
