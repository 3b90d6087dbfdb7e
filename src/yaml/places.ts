import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { showText } from '../text/show-value.ts';
import type { Position } from './config-error.ts';
import { keyText, MERGE_KEY } from './keys.ts';

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

/** The tree to look in, and how its parts are found. */
export interface YamlTree {
  readonly root: Node | null;
  readonly targetOf: (alias: Alias) => Node | undefined;
  readonly positionAt: (offset: number) => Position;
}

interface Child {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/**
 * Looks up places in a document. Mappings are indexed when they are first met, so that a file with as many mistakes
 * as lines costs no more than its length.
 */
export function createPlaces(tree: YamlTree): (path: ConfigPath, part: 'key' | 'value') => Place {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Child>>();

  const followed = (node: Node | null | undefined): Node | null | undefined =>
    isAlias(node) ? tree.targetOf(node) : node;

  const childrenOf = (map: YAMLMap): ReadonlyMap<string, Child> => {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const index = indexOf(map);
    indexes.set(map, index);
    return index;
  };

  const childOf = (parent: Node | null | undefined, step: PropertyKey): Child | undefined => {
    const node = followed(parent);
    if (isSeq(node) && typeof step === 'number') {
      const value = node.items[step];
      return isNode(value) ? { key: undefined, value } : undefined;
    }
    if (!isMap(node)) return undefined;
    return childrenOf(node).get(String(step)) ?? mergedChild(node, step);
  };

  /** A key that came in through `<<` stands where the merged mapping was written. */
  const mergedChild = (map: YAMLMap, step: PropertyKey): Child | undefined => {
    const source = followed(childrenOf(map).get(MERGE_KEY)?.value);
    const sources = isSeq(source) ? source.items.filter(isNode) : [source];
    for (const item of sources) {
      const child = childOf(item, step);
      if (child !== undefined) return child;
    }
    return undefined;
  };

  return (path, part) => {
    let node = tree.root;
    let text = '';
    let offset = offsetOf(node) ?? 0;
    for (const [index, step] of path.entries()) {
      const found = childOf(node, step);
      if (found !== undefined) {
        const keyOffset = offsetOf(found.key);
        const takesKey = index === path.length - 1 && (part === 'key' || isEmpty(found.value));
        offset = (takesKey ? keyOffset : offsetOf(found.value)) ?? keyOffset ?? offset;
      }
      if (typeof step !== 'number') text += `${text === '' ? '' : '.'}${showText(String(step))}`;
      else if (found !== undefined) text += `[${step}]`;
      node = found?.value ?? null;
    }
    return { position: tree.positionAt(offset), text };
  };
}

/** Of a key that is written twice, the last one holds, as it does in the value. */
function indexOf(map: YAMLMap): ReadonlyMap<string, Child> {
  const children = new Map<string, Child>();
  for (const { key, value } of map.items) {
    if (isScalar(key)) children.set(keyText(key), { key, value: isNode(value) ? value : undefined });
  }
  return children;
}

function offsetOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}
