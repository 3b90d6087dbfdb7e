import { isIPv4, isIPv6 } from 'node:net';
import type { GivenOptions } from './apply-options.ts';
import type { Draft } from './draft.ts';
import type { GivenOption } from './read-arguments.ts';
import { UsageError } from './usage-error.ts';

/** Two options, by their first long names, that cannot both be; `when` narrows it to some values. */
interface Conflict {
  readonly one: string;
  readonly other: string;
  readonly when?: (draft: Draft) => boolean;
  readonly because: string;
}

/** An option that has no meaning without another. */
interface Need {
  readonly option: string;
  readonly met: (draft: Draft) => boolean;
  readonly needs: string;
}

const isStream = ({ mode = 'udp' }: Draft): boolean => mode !== 'udp';
const asksVipscope = ({ eventsSources = [] }: Draft): boolean =>
  eventsSources.some(({ kind }) => kind === 'vipscope');
const isKernel = ({ timestamps }: Draft): boolean => timestamps === 'kernel';
const hasRawOption = (code: number) => (draft: Draft) =>
  draft.ednsOptions?.some((option) => option.kind === 'raw' && option.code === code) === true;

const SHAPING = [
  ...['edns', 'dnssec', 'edns-option', 'ecs', 'cookie', 'nsid', 'no-recurse', 'class', 'prefix'],
  ...['tsig', 'tsig-file'],
];
const FORMATS = { json: 'json', ndjson: 'ndjson', 'qps-only': 'qps' } as const;
const PRINTERS = ['verbose', 'intermediate', 'stats', 'warnings-to-stdout'];

const CONFLICTS: readonly Conflict[] = [
  { one: 'once', other: 'runs', when: ({ runs }) => runs !== 1, because: 'the one is a single run' },
  ...pairs(['rate', 'ramp', 'find-max']).map(([one, other]) => ({
    one,
    other,
    because: 'each sets the rate',
  })),
  { one: 'find-max', other: 'runs', because: 'the search ends when it has found the rate' },
  { one: 'find-max', other: 'once', because: 'the search ends when it has found the rate' },
  { one: 'outstanding', other: 'total-outstanding', because: 'one is for each worker, the other for all' },
  { one: 'sockets', other: 'total-sockets', because: 'one is for each worker, the other for all' },
  ...SHAPING.map((other) => ({
    one: 'binary',
    other,
    because: 'binary messages are sent as they are',
  })),
  { one: 'binary', other: 'verify', because: 'binary messages name no expectations' },
  { one: 'binary', other: 'expect', because: 'binary messages name no expectations' },
  { one: 'tsig', other: 'tsig-file', because: 'queries are signed with one key' },
  { one: 'nsid', other: 'by-answer', because: 'answers are counted by one of them' },
  { one: 'edns-option', other: 'nsid', when: hasRawOption(3), because: 'NSID would be sent twice' },
  {
    one: 'edns-option',
    other: 'ecs',
    when: hasRawOption(8),
    because: 'the client subnet would be sent twice',
  },
  { one: 'edns-option', other: 'cookie', when: hasRawOption(10), because: 'the cookie would be sent twice' },
  { one: 'rotate-ports', other: 'mode', when: isStream, because: 'a connection keeps its port' },
  {
    one: 'rotate-ports',
    other: 'local-port',
    when: ({ localPort }) => localPort !== 0,
    because: 'ports that are given cannot be left',
  },
  ...['ledger', 'events'].map((one) => ({
    one,
    other: 'mode',
    when: isStream,
    because: 'a connection that breaks takes its queries with it, and losses are told of UDP alone',
  })),
  {
    one: 'transport',
    other: 'mode',
    when: (draft) => isStream(draft) && draft.transport !== 'auto',
    because: 'a transport is of UDP',
  },
  {
    one: 'timestamps',
    other: 'transport',
    when: (draft) => isKernel(draft) && draft.transport === 'dgram',
    because: "the kernel's time stamps come with mmsg alone",
  },
  {
    one: 'timestamps',
    other: 'mode',
    when: (draft) => isKernel(draft) && isStream(draft),
    because: 'the kernel stamps datagrams, not answers in a stream',
  },
  {
    one: 'family',
    other: 'server',
    when: ({ family, server = '' }) => isOtherFamily(family, server),
    because: 'the address is of the other family',
  },
  {
    one: 'family',
    other: 'local-address',
    when: ({ family, localAddress = '' }) => isOtherFamily(family, localAddress),
    because: 'the address is of the other family',
  },
  {
    one: 'server',
    other: 'local-address',
    when: ({ server = '', localAddress = '' }) =>
      (isIPv4(server) && isIPv6(localAddress)) || (isIPv6(server) && isIPv4(localAddress)),
    because: 'one address is IPv4, the other IPv6',
  },
  ...pairs(['intermediate', 'stats', 'interval']).map(([one, other]) => ({
    one,
    other,
    because: 'each sets the length of an interval',
  })),
  ...pairs(['json', 'ndjson', 'qps-only'] as const).map(([one, other]) => ({
    one,
    other,
    when: ({ formats = [] }: Draft) => formats.includes(FORMATS[one]) && formats.includes(FORMATS[other]),
    because: 'both write to standard output',
  })),
  ...PRINTERS.flatMap((one) =>
    (['json', 'ndjson', 'qps-only'] as const).map((other) => ({
      one,
      other,
      when: ({ formats = [] }: Draft) => formats.includes(FORMATS[other]),
      because: 'both write to standard output',
    })),
  ),
];

const isDot = ({ mode }: Draft): boolean => mode === 'dot';

const NEEDS: readonly Need[] = [
  { option: 'tls-server-name', met: isDot, needs: '--mode dot' },
  { option: 'tls-ca', met: isDot, needs: '--mode dot' },
  { option: 'tls-insecure', met: isDot, needs: '--mode dot' },
  {
    option: 'keepalived-conf',
    met: ({ eventsSources = [] }) => eventsSources.length > 0,
    needs: '--events SOURCE',
  },
  {
    option: 'real-server',
    met: asksVipscope,
    needs: '--events http://HOST:PORT',
  },
  {
    option: 'events-password-file',
    met: ({ eventsSources = [] }) =>
      eventsSources.some((source) => source.kind === 'vipscope' && source.username !== undefined),
    needs: '--events http://USER@HOST:PORT',
  },
  { option: 'queries-per-connection', met: isStream, needs: '--mode tcp or dot' },
];

/** @throws UsageError that names the options which contradict each other, or what one lacks */
export function refuseConflicts(draft: Draft, given: GivenOptions): void {
  for (const { one, other, when, because } of CONFLICTS) {
    const [first, second] = [given.get(one), given.get(other)];
    if (first === undefined || second === undefined || when?.(draft) === false) continue;
    throw new UsageError(`${shown(first)} and ${shown(second)} exclude each other: ${because}`);
  }
  for (const { option, met, needs } of NEEDS) {
    const asked = given.get(option);
    if (asked !== undefined && !met(draft)) throw new UsageError(`${asked.written} needs ${needs}`);
  }
}

function isOtherFamily(family: Draft['family'], address: string): boolean {
  return (family === 'inet' && isIPv6(address)) || (family === 'inet6' && isIPv4(address));
}

function shown({ row, written, value }: GivenOption): string {
  const short = value !== undefined && /^[\w.:%/-]{1,40}$/.test(value) && row.secret !== true;
  if (!short) return written;
  return written.startsWith('-O ') ? `${written}=${value}` : `${written} ${value}`;
}

function pairs<const T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as const));
}
