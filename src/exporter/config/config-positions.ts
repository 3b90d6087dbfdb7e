import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { ConfigError, type Mistake, type Position } from './config-error.ts';
import { showText } from './show-value.ts';
import { inspectYaml, isMergeKey, keyText, tooDeepAt } from './yaml-limits.ts';
import { syntaxMistake } from './yaml-syntax.ts';

export type ConfigPath = readonly PropertyKey[];

/** Where a path leads in a document. */
export interface Place {
  readonly position: Position;
  /**
   * The path in words, such as `haproxy[0].url`, also when its end is missing; empty for the document itself.
   * An index where the document has one value instead of a list is left out.
   */
  readonly text: string;
}

/** A YAML document as a plain value that still knows where each part of it stood. */
export interface LocatedDocument {
  readonly fileName: string;
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

  const { fatal, duplicates } = inspectYaml(document);
  if (fatal !== undefined) return refuse(fatal.offset, fatal.text);
  return {
    fileName,
    value: document.toJS({ maxAliasCount: -1 }),
    mistakes: duplicates.map((duplicate) => ({
      position: positionAt(duplicate.offset),
      text: `key '${showText(duplicate.key)}' is written twice, first in line ${
        positionAt(duplicate.firstOffset).line
      }; keep one of them`,
    })),
    valueAt: (path) => placeOf(document, path, 'value', positionAt),
    keyAt: (path) => placeOf(document, path, 'key', positionAt),
  };
}

function placeOf(
  document: Document.Parsed,
  path: ConfigPath,
  part: 'key' | 'value',
  positionAt: (offset: number) => Position,
): Place {
  let node: Node | null | undefined = document.contents;
  let text = '';
  let offset = offsetOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const found = childOf(document, node, step);
    if (found !== undefined) {
      const keyOffset = offsetOf(found.key);
      const takesKey = index === path.length - 1 && (part === 'key' || isEmpty(found.value));
      offset = (takesKey ? keyOffset : offsetOf(found.value)) ?? keyOffset ?? offset;
    }
    if (typeof step !== 'number') text += `${text === '' ? '' : '.'}${showText(String(step))}`;
    else if (found !== undefined) text += `[${step}]`;
    node = found?.value;
  }
  return { position: positionAt(offset), text };
}

interface Child {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

function childOf(
  document: Document.Parsed,
  parent: Node | null | undefined,
  step: PropertyKey,
): Child | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node) && typeof step === 'number') {
    const value = node.items[step];
    return isNode(value) ? { key: undefined, value } : undefined;
  }
  return isMap(node) ? (ownChild(node, step) ?? mergedChild(document, node, step)) : undefined;
}

function ownChild(map: YAMLMap, step: PropertyKey): Child | undefined {
  return pairWhere(map, (key) => keyText(key) === String(step));
}

function pairWhere(map: YAMLMap, matches: (key: Scalar) => boolean): Child | undefined {
  const pair = map.items.findLast((item: Pair) => isScalar(item.key) && matches(item.key));
  if (pair === undefined) return undefined;
  return { key: isNode(pair.key) ? pair.key : undefined, value: isNode(pair.value) ? pair.value : undefined };
}

/** A key that came in through `<<` stands where the merged mapping was written. */
function mergedChild(document: Document.Parsed, map: YAMLMap, step: PropertyKey): Child | undefined {
  const merge = pairWhere(map, isMergeKey)?.value;
  const source = isAlias(merge) ? merge.resolve(document) : merge;
  const sources = isSeq(source) ? source.items : [source];
  for (const item of sources) {
    const child = isNode(item) ? childOf(document, item, step) : undefined;
    if (child !== undefined) return child;
  }
  return undefined;
}

function offsetOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}
