import { PAGE_TEXTS, type PageTexts } from '../i18n/page-texts.ts';
import type { PageInput } from './page.ts';

/** What every section is built from. */
export interface PageContext extends PageInput {
  readonly texts: PageTexts;
}

export function pageContext(input: PageInput): PageContext {
  return { ...input, texts: PAGE_TEXTS[input.query.language] };
}
