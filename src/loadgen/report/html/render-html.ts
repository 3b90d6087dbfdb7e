import { Html, html } from '../../../text/html.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import type { HtmlAssets } from './assets.ts';
import { chartData } from './chart-data.ts';
import { chartSection } from './chart-section.ts';
import { headline } from './headline.ts';
import { inlineScript, inlineStyle } from './inline.ts';
import { latencyChart } from './latency-chart.ts';
import { moment } from './moment.ts';
import { noticesSection } from './notices.ts';
import { settingsTable } from './settings-table.ts';
import { tables } from './tables.ts';
import { timeCharts } from './time-charts.ts';

/**
 * A run as one page that needs nothing else, neither a server nor a network: for `--html FILE`. Without scripts it
 * has every figure in tables; with them, charts above these.
 */
export function renderHtml(result: RunResult, assets: HtmlAssets): string {
  const style = inlineStyle(assets.style);
  const scripts = [inlineScript(assets.chartLibrary), inlineScript(assets.script)];
  const charts = [...timeCharts(result), latencyChart(result)].filter((chart) => chart !== undefined);
  const { address, port, mode, server } = result.settings;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${style.hash}; script-src ${scripts.map(({ hash }) => hash).join(' ')}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="dnsbench ${result.tool.version}">
<title>dnsbench: ${server}, ${countText(result.qps)} queries per second</title>
${style.element}
</head>
<body>
<header>
<h1>dnsbench <span class="server">against <bdi>${server}</bdi></span></h1>
<p class="note">${mode.toUpperCase()} to <bdi>${address}</bdi> port ${port}, started ${moment(result.startedAtSeconds)}</p>
</header>
<main>
${noticesSection(result)}
${headline(result)}
<section aria-labelledby="charts-title">
<h2 id="charts-title">Charts</h2>
${charts.length === 0 ? html`<p class="note">Nothing was answered, and no interval was seen.</p>` : undefined}<div class="charts">
${charts.map(chartSection)}</div>
</section>
<section aria-labelledby="figures-title">
<h2 id="figures-title">All figures</h2>
${tables(result)}${settingsTable(result)}</section>
</main>
<script type="application/json" id="charts-data">${new Html(chartData(charts))}</script>
${scripts.map(({ element }) => element)}
</body>
</html>
`.markup;
}
