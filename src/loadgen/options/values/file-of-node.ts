import { filePath } from './file.ts';

/** `ds1=/etc/keepalived/ds1.conf`, or the path alone. @returns undefined for what is no path */
export function fileOfNode(text: string): { readonly path: string; readonly node?: string } | undefined {
  const [, node, rest = text] = /^([\w.-]+)=(.*)$/s.exec(text) ?? [];
  const path = filePath.parse(rest);
  return path === undefined ? undefined : { path, ...(node !== undefined && { node }) };
}
