import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

export interface AxeOptions {
  /** CSS selector of the part that is looked at; the whole page without. */
  readonly within?: string;
}

/**
 * What axe-core finds wrong with a page in all of its rules, best practices too, a line for each element. Its source is
 * given to the page by the debugger, so that the page's policy does not stand in the way.
 */
export async function axeViolations(page: Page, { within }: AxeOptions = {}): Promise<string[]> {
  await page.evaluate(axe.source);
  const root = within === undefined ? 'document' : JSON.stringify(within);
  const { violations } = (await page.evaluate(
    `axe.run(${root}, { resultTypes: ['violations'] })`,
  )) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary, html }) => {
      const why = (failureSummary ?? '').replaceAll(/\s*\n\s*/g, ' ');
      return `${id}: ${target.join(' ')}: ${why} ${html.slice(0, 200)}`;
    }),
  );
}
