import { BlockList, isIPv6 } from 'node:net';
import type { RunPlan } from '../../loadgen/run/plan-run.ts';

/** From this rate on, a host that is not one's own may take it for an attack. */
const MANY_QPS = 100_000;

/** Addresses that are surely the operator's own: loopback, private (RFC 1918, RFC 4193), link-local, shared (RFC 6598). */
const OWN = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  OWN.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  OWN.addSubnet(network, prefix, 'ipv6');

/** What was found out that a report tells in its own place. */
export function runNotes({ summary: { server, address } }: Pick<RunPlan, 'summary'>): string[] {
  return server === address || server.startsWith(`${address}%`) ? [] : [`server ${server} is ${address}`];
}

/** What the operator should know before the first query is sent. */
export function runWarnings({
  summary,
  settings,
  sockets,
}: Pick<RunPlan, 'summary' | 'settings' | 'sockets'>): string[] {
  const { transport, transportReason } = summary;
  const strangers = sockets.targets.filter(
    (target) => !OWN.check(target.address, isIPv6(target.address) ? 'ipv6' : 'ipv4'),
  );
  return [
    ...(transportReason === '' ? [] : [`queries go by ${transport}, which is slower: ${transportReason}`]),
    ...strangers.flatMap((target) =>
      highestQps(settings.load) > MANY_QPS
        ? [
            `${target.address} is no private address: it may get more than 100,000 queries/s; be sure that it is yours`,
          ]
        : [],
    ),
  ];
}

/** A closed loop has no bound but the server's own speed. */
function highestQps(load: RunPlan['settings']['load']): number {
  switch (load.kind) {
    case 'rate':
      return load.qps;
    case 'ramp':
      return Math.max(load.fromQps, load.toQps);
    case 'closed':
    case 'find-max':
      return Number.POSITIVE_INFINITY;
  }
}
