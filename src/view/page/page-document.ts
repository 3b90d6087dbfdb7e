import type { Page, PageInput } from './page.ts';

/** How the page stands in its document. */
export interface PageFrame {
  /** Linked from /assets/, or this style in the page and no script, for a file. */
  readonly assets: 'linked' | { readonly style: string };
  /** After which a browser without scripts loads the page again. */
  readonly refreshSeconds: number;
}

/** The whole document, complete without scripts. */
export function pageDocument(_page: Page, input: PageInput, _frame: PageFrame): string {
  return `<!doctype html>\n<html lang="${input.query.language}">\n</html>\n`;
}
