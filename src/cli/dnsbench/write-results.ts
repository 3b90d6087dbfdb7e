import { writeFileSync } from 'node:fs';
import { renderCsv } from '../../loadgen/report/csv.ts';
import { renderHistogramFile } from '../../loadgen/report/histogram-file.ts';
import { readHtmlAssets } from '../../loadgen/report/html/assets.ts';
import { renderHtml } from '../../loadgen/report/html/render-html.ts';
import { renderNdjson } from '../../loadgen/report/ndjson.ts';
import { headlineQps } from '../../loadgen/result/headline-qps.ts';
import { toJson } from '../../loadgen/result/json.ts';
import type { RunResult } from '../../loadgen/result/run-result.ts';
import type { OutputSettings } from '../../loadgen/settings.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { tell } from './tell.ts';

/** What standard output gets instead of a report. */
export const FORMATS: Readonly<
  Record<Exclude<OutputSettings['format'], 'text'>, (result: RunResult) => string>
> = {
  json: toJson,
  ndjson: renderNdjson,
  qps: (result) => `${headlineQps(result).toFixed(6)}\n`,
};

/** Writes the files that were asked for. @returns whether all were written */
export function writeResultFiles(result: RunResult, output: OutputSettings, io: DnsbenchIo): boolean {
  const { jsonFile, csvFile, htmlFile, histogramFile } = output;
  const files: readonly (readonly [string, string | undefined, () => string])[] = [
    ['--json', jsonFile, () => toJson(result)],
    ['--csv', csvFile, () => renderCsv(result)],
    ['--html', htmlFile, () => renderHtml(result, readHtmlAssets())],
    [
      '-H',
      histogramFile?.path,
      () => (histogramFile === undefined ? '' : renderHistogramFile(result.latency, histogramFile)),
    ],
  ];
  return writeFiles(files, io);
}

/**
 * Writes files; one that cannot be written is told and does not harm the others.
 * @param files of each the option that names it, its path, and what to write
 * @returns whether all were written
 */
export function writeFiles(
  files: readonly (readonly [option: string, path: string | undefined, render: () => string])[],
  io: DnsbenchIo,
): boolean {
  let isDone = true;
  for (const [option, path, render] of files) {
    if (path === undefined) continue;
    try {
      writeFileSync(path, render());
    } catch (error) {
      isDone = false;
      const reason = error instanceof Error ? error.message : String(error);
      tell(io, `${option} ${path} cannot be written: ${reason}`);
    }
  }
  return isDone;
}
