import type { KeepalivedDumpInstance, KeepalivedState } from '../../model/keepalived.ts';
import type { Family } from './family.ts';
import { type KeepalivedReports, type KeepalivedSample, keepalivedFamily } from './keepalived-family.ts';

/** Names of keepalived-exporter, by keepalived's own in keepalived.json. */
const COUNTERS: readonly { readonly key: string; readonly name: string; readonly help: string }[] = [
  { key: 'advert_rcvd', name: 'advertisements_received', help: 'Adverts received.' },
  { key: 'advert_sent', name: 'advertisements_sent', help: 'Adverts sent.' },
  { key: 'become_master', name: 'become_master', help: 'Times that the instance became master.' },
  { key: 'release_master', name: 'release_master', help: 'Times that the instance ceased to be master.' },
  { key: 'packet_len_err', name: 'packet_length_errors', help: 'Adverts received with a wrong length.' },
  {
    key: 'advert_interval_err',
    name: 'advertisements_interval_errors',
    help: 'Adverts received with another advertisement interval.',
  },
  { key: 'ip_ttl_err', name: 'ip_ttl_errors', help: 'Adverts received with a TTL other than 255.' },
  { key: 'invalid_type_rcvd', name: 'invalid_type_received', help: 'Packets received that are no adverts.' },
  {
    key: 'addr_list_err',
    name: 'address_list_errors',
    help: 'Adverts received with other virtual addresses.',
  },
  {
    key: 'invalid_authtype',
    name: 'authentication_invalid',
    help: 'Adverts received with an unknown type of authentication.',
  },
  {
    key: 'authtype_mismatch',
    name: 'authentication_mismatch',
    help: 'Adverts received with another type of authentication.',
  },
  {
    key: 'auth_failure',
    name: 'authentication_failure',
    help: 'Adverts received whose authentication failed.',
  },
  { key: 'pri_zero_rcvd', name: 'priority_zero_received', help: 'Adverts received with priority 0.' },
  { key: 'pri_zero_sent', name: 'priority_zero_sent', help: 'Adverts sent with priority 0.' },
];
const EXTENSION_PREFIX = 'auth_ext_';

const LABELS = ['iname', 'intf', 'vrid'] as const;
const FROM_DUMP = 'Only where the operator provides keepalived.stats or keepalived.json.';

function labelsOf({ name, interface: intf, vrid }: KeepalivedDumpInstance) {
  return { iname: name, intf, vrid };
}

function eachInstance(
  { dump }: KeepalivedState,
  sample: KeepalivedSample,
  value: (instance: KeepalivedDumpInstance) => number | string | undefined,
): void {
  for (const instance of dump?.instances ?? []) sample(labelsOf(instance), value(instance));
}

const KNOWN_COUNTERS = new Set(COUNTERS.map(({ key }) => key));

/** What only keepalived's own dumps tell. */
export const KEEPALIVED_DUMP_FAMILIES: readonly Family<KeepalivedReports>[] = [
  keepalivedFamily({
    name: 'keepalived_vrrp_info',
    type: 'gauge',
    help: 'Interface and virtual router ID of a VRRP instance; always 1.',
    labels: LABELS,
    samples: (state, sample) => eachInstance(state, sample, () => 1),
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_virtual_address_info',
    type: 'gauge',
    help: 'A virtual address of a VRRP instance; always 1.',
    labels: ['iname', 'ip_address', 'excluded'],
    samples: ({ dump }, sample) => {
      for (const { name, vips, excludedVips } of dump?.instances ?? []) {
        for (const each of addresses(vips)) sample({ iname: name, ip_address: each, excluded: 'false' }, 1);
        for (const each of addresses(excludedVips)) {
          sample({ iname: name, ip_address: each, excluded: 'true' }, 1);
        }
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_base_priority',
    type: 'gauge',
    help: 'Priority of a VRRP instance as configured.',
    labels: LABELS,
    samples: (state, sample) => eachInstance(state, sample, ({ basePriority }) => basePriority),
  }),
  keepalivedFamily({
    name: 'keepalived_gratuitous_arp_delay_seconds',
    type: 'gauge',
    help: 'Time after which a new master repeats its gratuitous ARPs, as configured.',
    labels: LABELS,
    note: 'keepalived-exporter has this setting as the counter `keepalived_gratuitous_arp_delay_total`.',
    samples: (state, sample) => eachInstance(state, sample, ({ garpDelaySeconds }) => garpDelaySeconds),
  }),
  ...COUNTERS.map(({ key, name, help }) =>
    keepalivedFamily({
      name: `keepalived_${name}_total`,
      type: 'counter',
      help,
      labels: LABELS,
      note: FROM_DUMP,
      samples: (state, sample) => eachInstance(state, sample, ({ counters }) => counters.get(key)),
    }),
  ),
  keepalivedFamily({
    name: 'keepalived_authentication_extension_errors_total',
    type: 'counter',
    help: 'Adverts received whose authentication trailer was refused (keepalived 2.4 and later).',
    labels: [...LABELS, 'reason'],
    note: FROM_DUMP,
    samples: ({ dump }, sample) => {
      for (const instance of dump?.instances ?? []) {
        for (const [key, value] of instance.counters) {
          if (!key.startsWith(EXTENSION_PREFIX)) continue;
          sample({ ...labelsOf(instance), reason: key.slice(EXTENSION_PREFIX.length) }, value);
        }
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_unknown_statistic',
    type: 'gauge',
    help: 'Figures of an instance that this version of vipscope does not know, by their names in keepalived.json.',
    labels: [...LABELS, 'name'],
    note: 'Whether such a figure is a counter is not known; rate() works on it all the same.',
    samples: ({ dump }, sample) => {
      for (const instance of dump?.instances ?? []) {
        for (const [key, value] of instance.counters) {
          if (KNOWN_COUNTERS.has(key) || key.startsWith(EXTENSION_PREFIX)) continue;
          sample({ ...labelsOf(instance), name: key }, value);
        }
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_script_state',
    type: 'gauge',
    help: 'What a tracked script does: 0 idle, 1 running, 2 requested termination, 3 forcing termination.',
    labels: ['name'],
    note: 'Only where the operator provides keepalived.data.',
    samples: ({ dump }, sample) => {
      for (const { name, state = '' } of dump?.scripts ?? []) sample({ name }, SCRIPT_STATES.get(state));
    },
  }),
  keepalivedFamily({
    name: 'keepalived_tracked_processes',
    type: 'gauge',
    help: 'Running processes of a name that keepalived tracks.',
    labels: ['name'],
    note: 'Only where the operator provides keepalived.json with `json_version 2`.',
    samples: ({ dump }, sample) => {
      for (const { name, processes } of dump?.processes ?? []) sample({ name }, processes);
    },
  }),
];

const SCRIPT_STATES: ReadonlyMap<string, number> = new Map([
  ['idle', 0],
  ['running', 1],
  ['requested termination', 2],
  ['forcing termination', 3],
]);

/** `192.168.50.201/24 dev eth0 scope global set` begins with the address; the same may stand on two interfaces. */
function addresses(vips: readonly string[]): Set<string> {
  return new Set(vips.map((vip) => vip.split(' ', 1)[0] ?? vip));
}
