const VOID = new Set(['input', 'meta', 'link', 'br', 'hr', 'rect', 'path', 'polyline']);

/** What is not well-formed in markup: elements that are not closed, or closed by another, and attributes without quotes. */
export function markupFaults(markup: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [tag, slash, name = '', attributes = ''] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi,
  )) {
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) faults.push(`${tag} closes ${last}`);
    } else {
      const left = attributes.replaceAll(/\s+[a-z-]+(?:="[^"<>]*")?/gi, '').replace(/\s*\/?$/, '');
      if (left !== '') faults.push(`${tag}: ${left}`);
      if (!VOID.has(name)) open.push(name);
    }
  }
  return [...faults, ...open.map((name) => `${name} is not closed`)];
}

/** Ids that stand more than once. */
export function repeatedIds(markup: string): string[] {
  const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
