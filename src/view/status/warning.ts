/** The worst first. */
export const SEVERITIES = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that somebody should look at. Its sentence is in i18n/warning-texts.ts. */
export interface Warning {
  readonly severity: Severity;
  /** A key of the table of warnings, such as `source-failed`, `vip-verdict`, `haproxy-down`, `peer-dead`. */
  readonly kind: string;
  readonly node: string;
  /** What it is about; unique with kind and node. */
  readonly subject: string;
  /** What the sentence needs beside the subject, by name. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Of the part of the page that shows more: `vip`, `ipvs`, `haproxy`, `bind`, `sources`, `peers`, `events`. */
  readonly section: string;
}
