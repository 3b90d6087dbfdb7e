/** The id of a block that is named after something out of a source: the same for the same name, and safe in any place. */
export function blockId(prefix: string, name: string): string {
  const safe = name.replaceAll(/[^\w.:/[\]-]|_/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);
  return `${prefix}:${safe}`;
}
