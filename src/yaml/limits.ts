import {
  type Alias,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { isMergeKey, keyText } from './keys.ts';

/** The deepest that a configuration needs is 6; the YAML library recurses and would exhaust the stack. */
const DEEPEST = 32;
/** Values after anchors are expanded; a billion laughs stays a number of nine bytes. */
const MOST_VALUES = 100_000;

/** @returns the offset of the first token that is nested too deeply, found without recursion */
export function tooDeepAt(tokens: readonly CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) return token.offset;
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items
    .flatMap((item) => [item.key, item.value])
    .filter((child) => child !== undefined && child !== null);
}

export interface YamlInspection {
  readonly fatal: { readonly offset: number; readonly text: string } | undefined;
  readonly duplicates: readonly {
    readonly key: string;
    readonly offset: number;
    readonly firstOffset: number;
  }[];
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Finds what the YAML library lets pass or fails on without a position: keys, aliases and merges. */
export function inspectYaml(document: Document.Parsed): YamlInspection {
  const duplicates: { key: string; offset: number; firstOffset: number }[] = [];
  /** Number of values by anchor; undefined while the anchored value itself is being read. */
  const anchors = new Map<string, { values: number | undefined; node: Node }>();
  const targets = new Map<Alias, Node>();
  let fatal: YamlInspection['fatal'];
  const refuse = (node: Node, text: string): number => {
    fatal ??= { offset: node.range?.[0] ?? 0, text };
    return 0;
  };

  const countValues = (node: Node | null): number => {
    if (node === null || fatal !== undefined) return 1;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined)
        return refuse(node, 'an alias of an anchor that is not written before it; write &name first');
      targets.set(node, target.node);
      return target.values ?? refuse(node, 'an alias within its own anchor; write the value out');
    }
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, { values: undefined, node });
    const values = 1 + childrenCount(node);
    if (anchor !== undefined) anchors.set(anchor, { values, node });
    if (values > MOST_VALUES)
      return refuse(
        node,
        `more than ${MOST_VALUES.toLocaleString('en')} values with all anchors expanded; use fewer`,
      );
    return values;
  };

  const childrenCount = (node: Node): number => {
    if (isSeq<Node>(node)) return node.items.reduce((sum, item) => sum + countValues(item), 0);
    if (!isMap<Node, Node | null>(node)) return 0;
    const seen = new Map<string, number>();
    return node.items.reduce((sum, pair) => sum + pairCount(pair, node, seen), 0);
  };

  const pairCount = (pair: Pair<Node, Node | null>, map: YAMLMap, seen: Map<string, number>): number => {
    if (!isScalar(pair.key)) return refuse(pair.key ?? map, 'a key that is not text; write key: value');
    const key = keyText(pair.key);
    const offset = pair.key.range?.[0] ?? 0;
    const firstOffset = seen.get(key);
    if (firstOffset === undefined) seen.set(key, offset);
    else duplicates.push({ key, offset, firstOffset });
    if (isMergeKey(pair.key) && !isMergeable(pair.value)) {
      return refuse(
        pair.key,
        "'<<' merges mappings; write <<: *name, where &name is a mapping written before",
      );
    }
    return countValues(pair.value);
  };

  const isMergeable = (node: Node | null): boolean => {
    if (isAlias(node)) return isMap(anchors.get(node.source)?.node);
    if (isSeq<Node>(node)) return node.items.every((item) => !isSeq(item) && isMergeable(item));
    return isMap(node);
  };

  countValues(document.contents);
  return { fatal, duplicates, targets };
}
