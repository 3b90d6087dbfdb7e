import type { ProblemList } from '../../model/problem.ts';
import type { SourceReport, Subsystem } from '../../model/snapshot.ts';
import { type Html, html } from '../../text/html.ts';

export interface LandingView {
  readonly node: string;
  readonly demo: boolean;
  readonly version: string;
  readonly nodeVersion: string;
  readonly nowSeconds: number;
  readonly reports: readonly SourceReport[];
}

type State = SourceReport['outcome']['kind'];

const PROBLEMS_SHOWN = 10;

const SUBSYSTEM_NAMES: Readonly<Record<Subsystem, string>> = {
  haproxy: 'HAProxy',
  ipvs: 'IPVS',
  bind: 'BIND',
  keepalived: 'keepalived',
  vip: 'VIP',
};

const SYMBOLS: Readonly<Record<State, string>> = { ok: '✓', absent: '–', failed: '✕' };

const LINKS = [
  { href: '/metrics', text: 'Metrics' },
  { href: '/config', text: 'Configuration' },
  { href: '/-/healthy', text: 'Health' },
  { href: '/-/ready', text: 'Readiness' },
] as const;

/** The page at /: what each source's last collection was like. Readable without scripts, styles or colours. */
export function landingPage(view: LandingView): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>vipscope on ${view.node}${view.demo ? ' (demo)' : ''}</title>
<link rel="stylesheet" href="/assets/landing.css">
</head>
<body>
${view.demo ? DEMO_BANNER : undefined}
<header>
<h1>vipscope <span class="node">on <bdi>${view.node}</bdi></span></h1>
<p>HAProxy, IPVS, keepalived, BIND and virtual IPs for Prometheus.</p>
<nav aria-label="Pages"><ul>${LINKS.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`)}</ul></nav>
</header>
<main>
${view.reports.length === 0 ? NOTHING_YET : sourcesTable(view.reports, view.nowSeconds)}
</main>
<footer>
<p>vipscope ${view.version}, Node.js ${view.nodeVersion}. This page reads no source: it shows the last collection.</p>
</footer>
</body>
</html>
`;
}

const DEMO_BANNER = html`<p class="demo" role="note"><strong>Demo.</strong> All that is shown is a recording; no system of yours is read.</p>`;

const NOTHING_YET = html`<p class="nothing">No collection has ended yet. Each request of <a href="/metrics">/metrics</a> makes one.</p>`;

const HEADINGS = ['Subsystem', 'Source', 'State', 'Duration', 'Read', 'Problems'] as const;

/** The roles repeat what the elements mean, because phone width lays rows out as cards, which takes their meaning away. */
function sourcesTable(reports: readonly SourceReport[], nowSeconds: number): Html {
  return html`<table role="table">
<caption>Sources <span class="summary">${summary(reports)}</span></caption>
<thead role="rowgroup">
<tr role="row">${HEADINGS.map((heading) => html`<th scope="col" role="columnheader">${heading}</th>`)}</tr>
</thead>
${reports.map((report) => sourceRows(report, nowSeconds))}</table>`;
}

function sourceRows(report: SourceReport, nowSeconds: number): Html {
  const { subsystem, source, target, outcome, durationSeconds, finishedAtSeconds } = report;
  const { kind } = outcome;
  return html`<tbody role="rowgroup" class="${kind}">
<tr role="row">
<td role="cell" data-label="Subsystem">${SUBSYSTEM_NAMES[subsystem]}</td>
<th scope="row" role="rowheader" data-label="Source"><bdi>${source}</bdi> <code class="target">${target}</code></th>
<td role="cell" data-label="State"><strong class="state"><span aria-hidden="true">${SYMBOLS[kind]}</span> ${kind}</strong>${
    outcome.kind === 'ok' ? undefined : html` <span class="reason">${outcome.reason}</span>`
  }</td>
<td role="cell" data-label="Duration" class="figure">${duration(durationSeconds)}</td>
<td role="cell" data-label="Read">${readAt(finishedAtSeconds, nowSeconds)}</td>
<td role="cell" data-label="Problems" class="figure">${problemCount(outcome)}</td>
</tr>
${outcome.kind === 'ok' && outcome.problems.count > 0 ? problemsRow(outcome.problems) : undefined}</tbody>
`;
}

function readAt(seconds: number, nowSeconds: number): Html {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${age(nowSeconds - seconds)} <span class="date">${iso.replace('T', ' ').slice(0, 19)} UTC</span></time>`;
}

function problemCount(outcome: SourceReport['outcome']): string {
  if (outcome.kind !== 'ok') return '–';
  return outcome.problems.count === 0 ? 'none' : String(outcome.problems.count);
}

function problemsRow({ count, kept }: ProblemList): Html {
  const shown = kept.slice(0, PROBLEMS_SHOWN);
  const title =
    count > shown.length ? `Show the first ${shown.length} of ${count} problems` : 'Show what was wrong';
  return html`<tr role="row">
<td role="cell" colspan="6" class="problems"><details><summary>${title}</summary><ol>
${shown.map(
  ({
    line,
    reason,
    text,
  }) => html`<li>${line === 0 ? '' : `Line ${line}: `}${reason}${text === '' ? '' : html` <code>${text}</code>`}</li>
`,
)}</ol></details></td>
</tr>
`;
}

function summary(reports: readonly SourceReport[]): string {
  const counts = (['ok', 'failed', 'absent'] as const)
    .map((kind) => ({ kind, count: reports.filter(({ outcome }) => outcome.kind === kind).length }))
    .filter(({ count }) => count > 0);
  return counts.map(({ kind, count }) => `${count} ${kind}`).join(', ');
}

function duration(seconds: number): string {
  if (seconds < 0.001) return 'under 1 ms';
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}

/** Coarse on purpose: the exact time stands beside it. */
function age(seconds: number): string {
  if (seconds < 1) return 'just now';
  if (seconds < 120) return `${Math.floor(seconds)} s ago`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 172_800
    ? `${Math.floor(seconds / 3600)} h ago`
    : `${Math.floor(seconds / 86_400)} days ago`;
}
