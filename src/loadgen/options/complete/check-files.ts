import type { GivenOptions } from '../apply-options.ts';
import type { Draft } from '../draft.ts';
import { quoted } from '../quoted.ts';
import { UsageError } from '../usage-error.ts';

/** @throws UsageError where a file would be written twice or over an input, or standard input read twice */
export function checkFiles(draft: Draft, given: GivenOptions): void {
  const { files = [], expectationsFile, tlsCaFile, tsigFile } = draft;
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('standard input is given twice; it can be read once');
  }
  const { eventsSources = [], eventsPasswordFile, keepalivedConfs = [] } = draft;
  const logs = eventsSources.flatMap((source) => (source.kind === 'log' ? [source.path] : []));
  const confs = keepalivedConfs.map(({ path }) => path);
  const inputs = [...files, expectationsFile, tlsCaFile, tsigFile, eventsPasswordFile, ...logs, ...confs];
  const outputs = [
    { option: 'histogram', path: draft.histogramPath },
    { option: 'json', path: draft.jsonFile },
    { option: 'csv', path: draft.csvFile },
    { option: 'html', path: draft.htmlFile },
  ];
  for (const [at, { option, path }] of outputs.entries()) {
    if (path === undefined) continue;
    const written = given.get(option)?.written ?? `--${option}`;
    if (inputs.includes(path)) {
      throw new UsageError(`${written} would write over ${quoted(path)}, which is read; name another file`);
    }
    const twin = outputs.slice(0, at).find((earlier) => earlier.path === path);
    if (twin === undefined) continue;
    const other = given.get(twin.option)?.written ?? `--${twin.option}`;
    throw new UsageError(`${other} and ${written} would both write ${quoted(path)}; name another file`);
  }
}
