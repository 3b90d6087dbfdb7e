/** Lines of one subject under a heading of their own; no lines: nothing to tell. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}
