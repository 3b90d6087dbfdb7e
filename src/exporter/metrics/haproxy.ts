import type { Family } from './family.ts';
import { HAPROXY_AGGREGATE_FAMILIES } from './haproxy-aggregate-families.ts';
import { HAPROXY_COLUMN_FAMILIES } from './haproxy-column-families.ts';
import { HAPROXY_DESCRIPTION_FAMILIES } from './haproxy-description-families.ts';
import { HAPROXY_MODULE_FAMILIES } from './haproxy-module-families.ts';
import { HAPROXY_PROCESS_FAMILIES } from './haproxy-process-families.ts';
import { HAPROXY_STATUS_FAMILIES } from './haproxy-status-families.ts';
import type { HaproxyReports } from './haproxy-view.ts';
import { upFamily } from './up-family.ts';

/** All that is told of HAProxy. A source that could not be read has `haproxy_up` 0 and nothing else. */
export const HAPROXY_FAMILIES: readonly Family<HaproxyReports>[] = [
  upFamily({ name: 'haproxy_up', help: 'Whether this HAProxy could be read.' }),
  ...HAPROXY_PROCESS_FAMILIES,
  ...HAPROXY_STATUS_FAMILIES,
  ...HAPROXY_AGGREGATE_FAMILIES,
  ...HAPROXY_COLUMN_FAMILIES,
  ...HAPROXY_DESCRIPTION_FAMILIES,
  ...HAPROXY_MODULE_FAMILIES,
];
