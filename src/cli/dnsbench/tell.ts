import type { DnsbenchIo } from './dnsbench-io.ts';

/** A line of our own on standard error, under the program's name; so is each of several. */
export function tell({ writeError }: Pick<DnsbenchIo, 'writeError'>, text: string): void {
  writeError(`${text.replaceAll(/^/gm, 'dnsbench: ')}\n`);
}
