import type { Family } from './family.ts';
import { KEEPALIVED_CHECKER_FAMILIES } from './keepalived-checker-families.ts';
import { KEEPALIVED_DUMP_FAMILIES } from './keepalived-dump-families.ts';
import type { KeepalivedReports } from './keepalived-family.ts';
import { KEEPALIVED_SOURCE_FAMILIES } from './keepalived-source-families.ts';
import { KEEPALIVED_VRRP_FAMILIES } from './keepalived-vrrp-families.ts';

/** Every family of keepalived. */
export const KEEPALIVED_FAMILIES: readonly Family<KeepalivedReports>[] = [
  ...KEEPALIVED_SOURCE_FAMILIES,
  ...KEEPALIVED_VRRP_FAMILIES,
  ...KEEPALIVED_CHECKER_FAMILIES,
  ...KEEPALIVED_DUMP_FAMILIES,
];
