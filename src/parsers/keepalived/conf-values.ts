import type { ProblemLog } from '../../model/problem.ts';
import type { ConfStatement } from './conf-blocks.ts';

/** The last statement with one of these names, which is the one that counts. */
export function lastOf(block: readonly ConfStatement[], names: readonly string[]): ConfStatement | undefined {
  return block.findLast(({ words: [name = ''] }) => names.includes(name));
}

/** The number behind one of these names; undefined where there is none, which is told where something else stands there. */
export function numberOf(
  block: readonly ConfStatement[],
  names: readonly string[],
  problems: ProblemLog,
): number | undefined {
  const found = lastOf(block, names);
  if (found === undefined) return undefined;
  const [name = '', text = ''] = found.words;
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text);
  problems.add(found.line, `${name} takes a number; its default is assumed`, found.words.join(' '));
  return undefined;
}
