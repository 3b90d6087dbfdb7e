import type { PageInput } from '../../../src/view/page/page.ts';
import { parsePageQuery } from '../../../src/view/page/query/parse-page-query.ts';
import type { StackStatus } from '../../../src/view/status/stack-status.ts';
import { exampleStatus } from './example-status.ts';

/** The input of a page of this status, as a URL's query string asks for it. */
export function pageInput(
  search = '',
  status: StackStatus = exampleStatus(),
  changes: Partial<PageInput> = {},
): PageInput {
  return {
    status,
    query: parsePageQuery(new URLSearchParams(search), 'en', status.takenAtSeconds),
    history: () => undefined,
    version: '1.2.3',
    ...changes,
  };
}
