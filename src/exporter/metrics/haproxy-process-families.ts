import type { HaproxyInfo } from '../../model/haproxy.ts';
import { kindOfNumber } from '../../parsers/haproxy/numbers.ts';
import type { Family } from './family.ts';
import { INFO_METRICS, type InfoKey, type InfoMetric } from './haproxy-info-keys.ts';
import { type HaproxyReports, haproxyView } from './haproxy-view.ts';
import { joinLabels, labelSet } from './labels.ts';

const PROCESS_LABELS = ['source', 'process'] as const;

/** `show info`: one family for each figure, and those that tell texts as labels. */
export const HAPROXY_PROCESS_FAMILIES: readonly Family<HaproxyReports>[] = [
  textFamily(
    'build_info',
    'What HAProxy this is; always 1.',
    { version: 'Version', release_date: 'Release_date' },
    "HAProxy's own exporter has no label `release_date`; haproxy_exporter calls it `haproxy_version_info`.",
  ),
  textFamily('node', 'Name of the node (global.node); always 1.', { node: 'node' }),
  textFamily('description', 'Description of the node (global.description); always 1.', {
    desc: 'description',
  }),
  ...INFO_METRICS.map(figureFamily),
];

function figureFamily({ keys, name, type, help, note }: InfoMetric): Family<HaproxyReports> {
  return {
    name: `haproxy_process_${name}`,
    type,
    help,
    labels: PROCESS_LABELS,
    ...(note !== undefined && { note }),
    write: (reports, out) => {
      for (const { info, labels } of haproxyView(reports).processes) {
        const value = figure(info, keys);
        if (value !== undefined) out.sample(labels, value);
      }
    },
  };
}

function figure(info: HaproxyInfo, keys: readonly InfoKey[]): string | number | undefined {
  for (const [key, convert] of keys) {
    const text = info.get(key);
    if (text === undefined || text === '') continue;
    if (convert === undefined && kindOfNumber(text) === 'number') return text;
    // `Tainted` is hexadecimal.
    const value = Number(text);
    if (Number.isFinite(value)) return convert === undefined ? value : convert(value);
  }
  return undefined;
}

/** A family whose labels are texts of `show info`; nothing where the first of them is empty. */
function textFamily(
  name: string,
  help: string,
  keyOfLabel: Readonly<Record<string, string>>,
  note?: string,
): Family<HaproxyReports> {
  const names = Object.keys(keyOfLabel);
  return {
    name: `haproxy_process_${name}`,
    type: 'gauge',
    help,
    labels: [...PROCESS_LABELS, ...names],
    ...(note !== undefined && { note }),
    write: (reports, out) => {
      for (const { info, labels } of haproxyView(reports).processes) {
        const texts = names.map((label) => [label, info.get(keyOfLabel[label] ?? '')] as const);
        if ((texts[0]?.[1] ?? '') === '') continue;
        out.sample(joinLabels(labels, labelSet(Object.fromEntries(texts))), 1);
      }
    },
  };
}
