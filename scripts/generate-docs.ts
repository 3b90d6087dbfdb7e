/** Writes docs/metrics.md from the tables of families. usage: tsx scripts/generate-docs.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsPage } from './metrics-page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'metrics.md'), metricsPage());
