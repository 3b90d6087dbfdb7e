/** Where the IPVS tables of two directors differ, which should be the same (2.1 of both carrying one table). */
export interface Drift {
  /** Virtual server, and its real server where only that differs. */
  readonly virtual: string;
  readonly real?: string | undefined;
  readonly what: 'missing' | 'scheduler' | 'flags' | 'weight' | 'forward';
  /** What each node has; '' where it has nothing. */
  readonly values: readonly { readonly node: string; readonly value: string }[];
}
