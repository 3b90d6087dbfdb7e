import { type HaproxyRow, type HaproxyScope, type HaproxyStats, haproxyCell } from '../../model/haproxy.ts';
import type { Family } from './family.ts';
import { SCOPE_LABELS } from './haproxy-column-families.ts';
import { type HaproxyReports, haproxyView } from './haproxy-view.ts';
import { joinLabels, labelSet } from './labels.ts';

/**
 * Texts that stay the same while the configuration does. What checks say (`check_desc`, `last_chk`) is not here:
 * each new text would be a new series.
 */
export const HAPROXY_DESCRIPTION_FAMILIES: readonly Family<HaproxyReports>[] = [
  descriptionFamily('server', 'Address, cookie and tracked server; always 1.', {
    address: 'addr',
    cookie: 'cookie',
    tracks: 'tracked',
  }),
  descriptionFamily('backend', 'Mode and balancing algorithm; always 1.', {
    mode: 'mode',
    algorithm: 'algo',
  }),
];

function descriptionFamily(
  scope: HaproxyScope,
  help: string,
  columnOfLabel: Readonly<Record<string, string>>,
): Family<HaproxyReports> {
  const columns = Object.entries(columnOfLabel);
  const ownLabels = (stats: HaproxyStats, row: HaproxyRow): string => {
    const texts: Record<string, string> = {};
    for (const [label, column] of columns) {
      const text = haproxyCell(stats, row, column);
      if (text !== '') texts[label] = text;
    }
    return labelSet(texts);
  };
  return {
    name: `haproxy_${scope}_info`,
    type: 'gauge',
    help,
    labels: [...SCOPE_LABELS[scope], ...Object.keys(columnOfLabel)],
    note: 'HAProxy tells addresses, cookies and algorithms on a socket of level operator, or with `stats show-legends`.',
    write: (reports, out) => {
      for (const { stats, entries } of haproxyView(reports).tables) {
        for (const { row, labels } of entries[scope]) {
          const own = ownLabels(stats, row);
          if (own !== '') out.sample(joinLabels(labels, own), 1);
        }
      }
    },
  };
}
