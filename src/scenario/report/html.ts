import { chartData } from '../../loadgen/report/html/chart-data.ts';
import { chartSection } from '../../loadgen/report/html/chart-section.ts';
import { inlineScript, inlineStyle } from '../../loadgen/report/html/inline.ts';
import { moment } from '../../loadgen/report/html/moment.ts';
import { Html, html } from '../../text/html.ts';
import type { LoadReading } from '../load/load-reading.ts';
import type { ScenarioOutcome, ScenarioResult } from '../result/scenario-result.ts';
import { assertionTable, disturbanceTable, stepTable, timelineTable } from './html-tables.ts';
import { loadCharts } from './load-charts.ts';

/** What is put into the page as it is. */
export interface ReportAssets {
  readonly style: string;
  readonly script: string;
  readonly chartLibrary: string;
}

const ENDINGS: Readonly<Record<ScenarioOutcome, { readonly state: string; readonly tone: string }>> = {
  passed: { state: 'Passed', tone: '' },
  failed: { state: 'Failed', tone: 'limit' },
  interrupted: { state: 'Interrupted', tone: 'warning' },
};

/**
 * A run as one page that needs nothing else, neither a server nor a network. Without scripts it has every figure in
 * tables; with them, charts above these.
 *
 * @param loadPage file name of dnsbench's own page beside this one
 */
export function scenarioHtml(result: ScenarioResult, assets: ReportAssets, loadPage?: string): string {
  const { name, description, startedAtSeconds, durationSeconds, load } = result;
  const style = inlineStyle(assets.style);
  const charts = loadCharts(result);
  // Without a chart there is nothing to draw, and nothing to draw with.
  const scripts = charts.length === 0 ? [] : [inlineScript(assets.chartLibrary), inlineScript(assets.script)];
  const scriptPolicy = scripts.length === 0 ? "'none'" : scripts.map(({ hash }) => hash).join(' ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${style.hash}; script-src ${scriptPolicy}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="vipscope ${result.tool.version}">
<title>${ENDINGS[result.outcome].state}: ${name}</title>
${style.element}
</head>
<body>
<header>
<h1>${name} <span class="server">${ENDINGS[result.outcome].state.toLowerCase()}</span></h1>
<p class="note">Started ${moment(startedAtSeconds)}, ${durationSeconds.toFixed(1)} s, from <bdi>${result.file}</bdi></p>
${
  description === undefined
    ? undefined
    : html`<p>${description}</p>
`
}</header>
<main>
${outcomeSection(result)}
<section aria-labelledby="assertions-title">
<h2 id="assertions-title">Assertions</h2>
${assertionTable(result)}</section>
<section aria-labelledby="load-title">
<h2 id="load-title">Load</h2>
${loadPart(load, loadPage)}<div class="charts">
${charts.map(chartSection)}</div>
</section>
<section aria-labelledby="steps-title">
<h2 id="steps-title">Steps</h2>
${stepTable(result)}</section>
<section aria-labelledby="timeline-title">
<h2 id="timeline-title">Timeline</h2>
${timelineTable(result)}</section>
</main>
<script type="application/json" id="charts-data">${new Html(chartData(charts))}</script>
${scripts.map(({ element }) => element)}
</body>
</html>
`.markup;
}

function loadPart(load: LoadReading | undefined, loadPage: string | undefined): Html {
  if (load === undefined)
    return html`<p class="note">There was none, or it has no result.</p>
`;
  const { sent, answered, timedOut, interrupted } = load.totals;
  const link = loadPage && html` <a href="${loadPage}">All that dnsbench reports</a>`;
  return html`<p>Sent ${sent}, answered ${answered}, lost ${timedOut}, interrupted ${interrupted}.${link}</p>
${load.remarks.map(
  (text) => html`<p class="note">${text}</p>
`,
)}${disturbanceTable(load)}`;
}

function outcomeSection({ outcome, failure, assertions }: ScenarioResult): Html {
  const { state, tone } = ENDINGS[outcome];
  const failed = assertions.filter((judgement) => judgement.outcome === 'failed');
  const lines = [
    ...(failure === undefined ? [] : [failure]),
    ...failed.map(({ name, wanted, measured }) => `${name}: wanted ${wanted}; measured ${measured}`),
  ];
  if (lines.length === 0)
    return html`<p class="note">All ${assertions.length} assertions ${outcome === 'passed' ? 'passed' : 'that were judged passed'}.</p>`;
  return html`<section class="notices" aria-label="What is not as expected">
<ul>
${lines.map(
  (line) => html`<li class="${tone}"><strong class="state">${state}</strong> <span>${line}</span></li>
`,
)}</ul>
</section>`;
}
