import { Composer, LineCounter, Parser } from 'yaml';
import { showText } from '../text/show-value.ts';
import { ConfigError, type Mistake, type Position } from './config-error.ts';
import { inspectYaml, tooDeepAt } from './limits.ts';
import { type ConfigPath, createPlaces, type Place } from './places.ts';
import { syntaxMistake } from './syntax.ts';

/** A YAML document as a plain value that still knows where each part of it stood. */
export interface LocatedDocument {
  readonly value: unknown;
  /** What is wrong although the document could be read, such as a key written twice. */
  readonly mistakes: readonly Mistake[];
  /** Where the value at a path stands; the nearest part around it when it is absent, its key when it is empty. */
  valueAt(path: ConfigPath): Place;
  /** Where the last key of a path stands. */
  keyAt(path: ConfigPath): Place;
}

/**
 * Reads one YAML 1.2 document, with merge keys (`<<`).
 *
 * @throws ConfigError for text that is not one YAML document: the first syntax error alone, since what follows it
 *   is mostly its consequence; or for one nested or repeated by anchors beyond all need
 */
export function parseLocated(text: string, fileName: string): LocatedDocument {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const refuse = (offset: number, mistake: string): never => {
    throw new ConfigError(fileName, [{ position: positionAt(offset), text: mistake }]);
  };

  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeepAt(tokens);
  if (deep !== undefined) return refuse(deep, 'nested too deeply; a configuration has at most 32 levels');

  const [document, second] = new Composer({ merge: true, uniqueKeys: false, logLevel: 'silent' }).compose(
    tokens,
    true,
    text.length,
  );
  if (document === undefined) throw new TypeError('the YAML library composed no document');
  const [problem] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (problem !== undefined) return refuse(problem.pos[0], syntaxMistake(problem.code));
  if (second !== undefined) return refuse(second.range[0], syntaxMistake('MULTIPLE_DOCS'));

  const { fatal, duplicates, targets } = inspectYaml(document);
  if (fatal !== undefined) return refuse(fatal.offset, fatal.text);
  const placeOf = createPlaces({
    root: document.contents,
    targetOf: (alias) => targets.get(alias),
    positionAt,
  });
  return {
    value: document.toJS({ maxAliasCount: -1 }),
    mistakes: duplicates.map(({ key, offset, firstOffset }) => ({
      position: positionAt(offset),
      text: `key '${showText(key)}' is written twice, first in line ${positionAt(firstOffset).line}; keep one of them`,
    })),
    valueAt: (path) => placeOf(path, 'value'),
    keyAt: (path) => placeOf(path, 'key'),
  };
}
