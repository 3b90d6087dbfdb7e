import { readFileSync } from 'node:fs';
import type { RunResult } from '../result/run-result.ts';

/** Counters of UDP of this network namespace (net/ipv4/proc.c): a row of names, then one of values. */
const SNMP = '/proc/net/snmp';
/** The same of IPv6, a name and a value a line. */
const SNMP6 = '/proc/net/snmp6';

type UdpCounters = NonNullable<RunResult['kernel']>;

/** The host's UDP counters, IPv4 and IPv6 together; undefined where there are none to read. */
export function readUdpCounters(
  read: (path: string) => string | undefined = readOptional,
): UdpCounters | undefined {
  const text = read(SNMP);
  if (text === undefined) return undefined;
  const [names = [], values = []] = text
    .split('\n')
    .filter((line) => line.startsWith('Udp: '))
    .map((line) => line.trim().split(' '));
  const second = read(SNMP6) ?? '';
  const count = (name: string) =>
    Number(values[names.indexOf(name)] ?? 0) +
    Number(new RegExp(`^Udp6${name}\\s+(\\d+)`, 'm').exec(second)?.[1] ?? 0);
  return {
    udpInErrors: count('InErrors'),
    udpReceiveBufferErrors: count('RcvbufErrors'),
    udpSendBufferErrors: count('SndbufErrors'),
  };
}

/** What the counters grew by. */
export function udpCountersGrowth(before: UdpCounters, after: UdpCounters): UdpCounters {
  return {
    udpInErrors: after.udpInErrors - before.udpInErrors,
    udpReceiveBufferErrors: after.udpReceiveBufferErrors - before.udpReceiveBufferErrors,
    udpSendBufferErrors: after.udpSendBufferErrors - before.udpSendBufferErrors,
  };
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux, or /proc is not mounted: the report has no such figures then.
    return undefined;
  }
}
