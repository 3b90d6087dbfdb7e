import { FAMILIES } from '../src/exporter/metrics/all.ts';
import type { MetricType } from '../src/exporter/metrics/family.ts';
import { PROBE_FAMILIES } from '../src/exporter/metrics/probe.ts';
import { SELF_FAMILIES } from '../src/exporter/metrics/self.ts';

/** What of a family a reader wants to know; its records do not matter here. */
export interface FamilyRow {
  readonly name: string;
  readonly type: MetricType | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  readonly note?: string;
}

interface Section {
  readonly title: string;
  readonly text: string;
  readonly families: readonly FamilyRow[];
}

const SECTIONS: readonly Section[] = [
  {
    title: 'vipscope itself',
    text: 'How each collector fared. `collector` is the subsystem and `source` the name that the configuration gives. The figures of its own process come as `process_*` and `nodejs_*`.',
    families: SELF_FAMILIES,
  },
  {
    title: 'HAProxy',
    text: "Names and labels are those of HAProxy's own exporter. `source` names the configured instance; `process` is there only where one text holds several processes.",
    families: FAMILIES.haproxy,
  },
  {
    title: 'IPVS',
    text: "Labels are those of node_exporter's ipvs collector.",
    families: FAMILIES.ipvs,
  },
  {
    title: 'BIND',
    text: 'Names are those of bind_exporter where it has one. named.stats and the statistics channel give the same families.',
    families: FAMILIES.bind,
  },
  {
    title: 'keepalived',
    text: 'Read from the log, the journal or the notify FIFO as it is written, so that a change shorter than a scrape interval counts too.',
    families: FAMILIES.keepalived,
  },
  {
    title: 'VIP ownership',
    text: 'Whether this host holds each watched virtual IP.',
    families: FAMILIES.vip,
  },
  { title: '/probe', text: 'Added to the families of the probed subsystem.', families: PROBE_FAMILIES },
];

/** The page docs/metrics.md: every family that /metrics or /probe can give. */
export function metricsPage(): string {
  const sections = SECTIONS.map(
    ({ title, text, families }) => `## ${title}\n\n${text}\n\n${familyTable(families)}`,
  );
  return `# Metrics

Generated from the tables of families by \`npm run docs\`. A series is there only when its source gives the value;
a counter that a source leaves out while it is zero stays 0 once it was seen.

${sections.join('\n')}`;
}

/** A Markdown table, a row for each family. */
export function familyTable(families: readonly FamilyRow[]): string {
  return `| metric | type | labels | meaning |\n| --- | --- | --- | --- |\n${families.map(row).join('')}`;
}

function row({ name, type, help, labels, note }: FamilyRow): string {
  const meaning = note === undefined ? help : `${help} *${note}*`;
  return `| \`${name}\` | ${type} | ${labels.join(', ')} | ${meaning.replaceAll('|', '\\|').replaceAll('\n', ' ')} |\n`;
}
