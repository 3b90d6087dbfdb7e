/** A `stats socket` line of haproxy.cfg. */
export interface StatsSocket {
  readonly path: string;
  /** `process 1`: with nbproc (until HAProxy 2.4) each process has statistics of its own. */
  readonly process?: string;
}

/**
 * Finds the statistics sockets that are files, in the order in which they are written. `unix-bind prefix` does not
 * apply to them (HAProxy src/cli.c and src/listener.c: the prefix is left out for the CLI's proxy).
 */
export function statsSockets(cfg: string): StatsSocket[] {
  return cfg.split('\n').flatMap((line) => {
    const [stats, socket, address = '', ...parameters] = wordsOf(line);
    if (stats !== 'stats' || socket !== 'socket') return [];
    const path = address.replace(/^unix@/, '');
    if (!path.startsWith('/')) return [];
    const at = parameters.indexOf('process');
    const process = at === -1 ? undefined : parameters[at + 1];
    return [process === undefined ? { path } : { path, process }];
  });
}

/** Words of a line up to its comment (configuration manual, section 2.2: quotes and backslashes). */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/#.*|(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s#"'\\])+/g);
  return [...words]
    .map(([word]) => word)
    .filter((word) => !word.startsWith('#'))
    .map((word) => word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, '$1$2$3'));
}
