import { readFileSync } from 'node:fs';
import { snapshotFamilies } from '../exporter/metrics/all.ts';
import { renderExposition } from '../exporter/metrics/exposition.ts';
import { VERSION } from '../exporter/version.ts';
import { statusCsv } from '../view/csv/status-csv.ts';
import { buildPage } from '../view/page/build-page.ts';
import { pageDocument } from '../view/page/frame/page-document.ts';
import { PAGE_STYLES } from '../view/page/frame/page-styles.ts';
import type { PageInput } from '../view/page/page.ts';
import { parsePageQuery } from '../view/page/query/parse-page-query.ts';
import { statusJson } from '../view/status/document/document.ts';
import type { StackStatus } from '../view/status/stack-status.ts';
import { statusText } from '../view/text/status-text.ts';
import { statusXml } from '../view/xml/status-xml.ts';
import { datedVsXml, vsXml } from '../view/xml/vs-xml.ts';
import type { Taken } from './collect-status.ts';

/** After which a browser loads vs.html again; cron does not write it more often. */
const FILE_REFRESH_SECONDS = 60;

/** The forms of a status on standard output; each gives its text in parts. */
export const FORMS = {
  text: ({ status }, colour) => [statusText(status, { colour })],
  json: ({ status }) => [statusJson(status)],
  xml: ({ status }) => [statusXml(status)],
  csv: ({ status }) => [statusCsv(status)],
  html: ({ status }) => [statusPage(status)],
  metrics: ({ snapshot }) => {
    const build = { version: VERSION, nodeVersion: process.versions.node };
    return renderExposition(snapshotFamilies({ snapshot, build }), 'prometheus');
  },
  'vs.xml': ({ status }) => [`${vsXml(status)}\n`],
} as const satisfies Record<string, (taken: Taken, colour: boolean) => Iterable<string>>;

/** The files that `--out` writes. */
export function statusFiles(status: StackStatus): Readonly<Record<string, string>> {
  return {
    'vs.xml': datedVsXml(status),
    'vs.xsl': asset('vs.xsl'),
    'vs.html': statusPage(status),
    'status.json': statusJson(status),
  };
}

/** The page with its style in it and without scripts, so that it is complete wherever it lies. */
function statusPage(status: StackStatus): string {
  const input: PageInput = {
    status,
    query: parsePageQuery(new URLSearchParams(), undefined, status.takenAtSeconds),
    history: () => undefined,
    version: VERSION,
  };
  const frame = {
    assets: { style: PAGE_STYLES.map(asset).join('\n') },
    refreshSeconds: FILE_REFRESH_SECONDS,
  };
  return pageDocument(buildPage(input), input, frame);
}

function asset(name: string): string {
  return readFileSync(new URL(`../view/assets/${name}`, import.meta.url), 'utf8');
}
