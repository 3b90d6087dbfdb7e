/** What is wrong with a text of bytes, and where. */
export interface Fault {
  /** Index into the bytes that were read. */
  readonly at: number;
  /** Made only for the few that are told: input may be garbage throughout. */
  readonly why: () => string;
}
