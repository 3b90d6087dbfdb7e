import { type Html, html } from '../../../src/text/html.ts';
import { PAGE_STYLES } from '../../../src/view/page/frame/page-styles.ts';

/** What the page of the scripts' test shows; the server's own page has the same hooks. */
export interface ScriptPageContent {
  readonly revision: number;
  /** Text of the first cell that stands behind each row's name. */
  readonly figures: readonly string[];
  readonly search: URLSearchParams;
}

export const ROWS_A_TABLE = 50;

const STYLES = [...PAGE_STYLES, 'live.css'].map(
  (name) => html`<link rel="stylesheet" href="/assets/${name}">`,
);

const TEXTS = html`data-text-live="live" data-text-stale="figures are {seconds} s old" data-text-lost="connection lost" data-text-paused="paused" data-text-others="others" data-text-utc="UTC" data-text-local="local time"`;

export function scriptPageDocument({ revision, figures, search }: ScriptPageContent): string {
  const query = search.toString();
  const at = search.get('at') ?? '';
  const tables = Array.from({ length: Math.ceil(figures.length / ROWS_A_TABLE) }, (_, table) =>
    tableMarkup(table, figures.slice(table * ROWS_A_TABLE, (table + 1) * ROWS_A_TABLE), at),
  );
  const graphs = ['ipvs', 'haproxy', 'bind', 'rcodes'].map(
    (group) => html`<div class="graph" data-group="${group}"><h3>Graph of ${group}</h3></div>`,
  );
  const document = html`<!doctype html>
<html lang="en"${search.has('theme') ? html` data-theme="${search.get('theme') ?? ''}"` : undefined}>
<head><meta charset="utf-8"><title>page ${query}</title><meta name="viewport" content="width=device-width">
<script src="/assets/theme-first.js"></script>
<link rel="icon" href="/assets/icon.svg">${STYLES}
<script src="/assets/chart.js" defer></script><script type="module" src="/assets/page.js"></script></head>
<body data-version="1" ${TEXTS}>
<header><h1>Test</h1>
<p id="live-state" role="status"></p>
<div id="controls" data-follows><form id="filter" role="search"><label>Filter <input name="q" value="${search.get('q') ?? ''}"></label>
<label><input type="checkbox" name="only" value="trouble"> Only trouble</label><input type="hidden" name="sort" value="${search.get('sort') ?? ''}"></form></div>
<button type="button" id="pause" aria-pressed="false" hidden>Pause</button>
<button type="button" id="zone" hidden></button>
<button type="button" id="keys-open">Keys</button>
<nav aria-label="Colours"><a href="/" data-theme-choice="system">System</a> <a href="/?theme=dark" data-theme-choice="dark">Dark</a></nav>
<dialog id="keys" aria-label="Keys"><form method="dialog"><label><input type="checkbox" id="keys-on" checked> Keys</label><button>Close</button></form></dialog>
</header>
<main id="main" data-revision="${revision}">
<section id="warnings"><div id="warnings-list"><ul><li>first</li><li>second</li></ul></div></section>
<section id="ipvs">${tables}<div id="more"><details><summary>More</summary><p>details</p></details></div></section>
<section id="graphs"><h2>Graphs</h2>${graphs}</section>
<section id="events"><div id="events-table"><p>${figures[0]} first</p></div></section>
</main></body></html>
`;
  return document.markup;
}

/** The first one is `ipvs-table`, the next `ipvs-table1`. */
function tableMarkup(table: number, figures: readonly string[], at: string): Html {
  const rows = figures.map((figure, index) => {
    const row = table * ROWS_A_TABLE + index;
    return html`<tr data-key="k${row}"><th scope="row">row ${row}</th><td class="figure">${figure}</td><td><strong class="state good">✓ UP</strong></td><td><time datetime="2026-11-20T10:00:00Z">2026-11-20 10:00:00 UTC</time></td></tr>
`;
  });
  const sort = table === 0 ? html`<a id="sort" href="/?sort=-active">Active</a>` : 'Active';
  return html`<div id="ipvs-table${table === 0 ? '' : table}" class="block"><table><caption>Rows ${at}</caption><thead><tr><th scope="col">Name</th><th scope="col">${sort}</th><th scope="col">State</th><th scope="col">Time</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}
