import type { SourceReport } from '../../model/snapshot.ts';
import type { VipState } from '../../model/vip.ts';
import type { Family } from './family.ts';
import { labelSet } from './labels.ts';

type VipReports = readonly SourceReport<'vip'>[];

/** Ownership of virtual IPs. No exporter has names for it. */
export const VIP_FAMILIES: readonly Family<VipReports>[] = [
  {
    name: 'vip_up',
    type: 'gauge',
    help: "Whether the addresses of this host's interfaces could be read.",
    labels: [],
    write: (reports, out) => {
      const [report] = reports;
      if (report !== undefined) out.sample('', report.outcome.kind === 'ok' ? 1 : 0);
    },
  },
  {
    name: 'vip_owner',
    type: 'gauge',
    help: 'Whether this host answers for the virtual IP: it has it on an interface that answers ARP.',
    labels: ['address'],
    note: 'The sum over the directors is 1: 0 is an outage, 2 a split brain.',
    write: (reports, out) => {
      for (const { address, role } of states(reports))
        out.sample(labelSet({ address }), role === 'owner' ? 1 : 0);
    },
  },
  {
    name: 'vip_real_server',
    type: 'gauge',
    help: 'Whether this host only accepts the virtual IP, as real servers do: it has it on lo, a tunnel or a dummy.',
    labels: ['address'],
    write: (reports, out) => {
      for (const { address, role } of states(reports)) {
        out.sample(labelSet({ address }), role === 'real-server' ? 1 : 0);
      }
    },
  },
  {
    name: 'vip_address_info',
    type: 'gauge',
    help: 'Where this host has the virtual IP; always 1.',
    labels: ['address', 'interface', 'label', 'prefix_length'],
    write: (reports, out) => {
      const seen = new Set<string>();
      for (const { address, on } of states(reports)) {
        for (const { interface: device, label, prefixLength } of on) {
          const labels = labelSet({ address, interface: device, label, prefix_length: prefixLength });
          if (!seen.has(labels)) out.sample(labels, 1);
          seen.add(labels);
        }
      }
    },
  },
];

/** A host has one list of interfaces. States hold each address once. */
function states(reports: VipReports): readonly VipState[] {
  for (const { outcome } of reports) if (outcome.kind === 'ok') return outcome.value.vips;
  return [];
}
