import type { HtmlValue } from '../../../text/html.ts';

/** What stands in a cell. */
export interface Cell {
  /** Text is escaped; markup is not. */
  readonly content: HtmlValue;
  readonly className?: string | undefined;
}
