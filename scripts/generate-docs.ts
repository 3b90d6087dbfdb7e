/** Writes docs/metrics.md, and the metrics of docs/dnsbench.md, from the tables of families. usage: tsx scripts/generate-docs.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMetrics } from './manual-metrics.ts';
import { metricsPage } from './metrics-page.ts';

const DOCS = join(import.meta.dirname, '..', 'docs');
const MANUAL = join(DOCS, 'dnsbench.md');

writeFileSync(join(DOCS, 'metrics.md'), metricsPage());
writeFileSync(MANUAL, await withMetrics(readFileSync(MANUAL, 'utf8')));
