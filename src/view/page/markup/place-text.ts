/**
 * Which source of which node, as short as tells those of this page apart. A source that is called after its node, or by
 * no name, is told by the node's.
 */
export function placeText(source: string, node: string, hasNodes: boolean): string {
  if (source === '' || source === node) return node;
  return hasNodes ? `${source} @ ${node}` : source;
}
