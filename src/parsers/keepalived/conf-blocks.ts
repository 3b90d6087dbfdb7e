/** A keyword with its words, and what stands in braces behind it. */
export interface ConfStatement {
  /** Counts from 1. */
  readonly line: number;
  readonly words: readonly string[];
  readonly block: readonly ConfStatement[];
}

interface Draft {
  readonly line: number;
  readonly words: string[];
  readonly block: Draft[];
}

/** Comments begin with `#` or `!` wherever they stand (keepalived.conf(5), "DESCRIPTION"); quotes hold them. */
const TOKEN = /[#!].*|([{}])|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s{}"'\\#!])+)|["'\\]/g;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g;

/**
 * Splits keepalived.conf into its statements. One ends with its line, but braces may stand on any: behind the keyword,
 * below it, and with the first statement of the block beside them. What is not closed ends with the text, and a brace
 * that closes nothing is passed over.
 */
export function confStatements(text: string): readonly ConfStatement[] {
  const top: Draft[] = [];
  const open: Draft[][] = [top];
  for (const [at, line] of text.split('\n').entries()) {
    let current: Draft | undefined;
    const begin = (): Draft => {
      const begun: Draft = { line: at + 1, words: [], block: [] };
      open.at(-1)?.push(begun);
      return begun;
    };
    for (const [, brace, word] of line.matchAll(TOKEN)) {
      if (brace === '{') {
        // Alone on its line it belongs to the keyword above.
        const head: Draft = current ?? open.at(-1)?.at(-1) ?? begin();
        open.push(head.block);
        current = undefined;
      } else if (brace === '}') {
        if (open.length > 1) open.pop();
        current = undefined;
      } else if (word !== undefined) {
        current ??= begin();
        current.words.push(word.replace(QUOTED, '$1$2$3'));
      }
    }
  }
  return top;
}
