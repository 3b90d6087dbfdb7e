import type { Dialect } from '../../settings.ts';
import type { GivenOptions } from '../apply-options.ts';
import type { Draft } from '../draft.ts';
import { countsPackets } from './counts-packets.ts';

/** A rate that low is more often meant as dnsperf's number of threads. */
const HIGHEST_LIKELY_THREADS = 64;

/** An option, by its first long name, that does nothing; `when` narrows it to what else was given. */
interface IdleOption {
  readonly option: string;
  readonly when?: (draft: Draft, dialect: Dialect) => boolean;
  readonly because: string;
}

const isStream = ({ mode = 'udp' }: Draft): boolean => mode !== 'udp';

const IDLE_OPTIONS: readonly IdleOption[] = [
  ...['histogram-buckets', 'histogram-unit'].map((option) => ({
    option,
    when: ({ histogramPath }: Draft) => histogramPath === undefined,
    because: 'no histogram file is asked for (-H FILE)',
  })),
  { option: 'qps-threshold-wait', because: 'rates are paced without it' },
  {
    option: 'verbose-interval-stats',
    when: ({ printIntervals }) => printIntervals === undefined,
    because: 'no intervals are asked for (-S SECONDS)',
  },
  {
    option: 'latency-histogram',
    when: (_draft, dialect) => dialect === 'queryperf',
    because: "queryperf's report has no histogram, its file has (-H FILE)",
  },
  { option: 'buffer', when: isStream, because: 'the kernel sizes the buffers of connections (tcp(7))' },
  {
    option: 'gso',
    when: (draft) => draft.gso === 'on' && (isStream(draft) || draft.transport === 'dgram'),
    because: 'only datagrams of mmsg go as one buffer',
  },
];

/** Options that were taken as given and may yet not do what was meant. */
export function notesOnOptions(dialect: Dialect, draft: Draft, given: GivenOptions): string[] {
  return [
    ...notesOnRate(draft, given),
    ...IDLE_OPTIONS.flatMap(({ option, when, because }) => {
      const written = given.get(option)?.written;
      if (written === undefined || when?.(draft, dialect) === false) return [];
      return [`${written} has no effect: ${because}`];
    }),
    ...notesOnSuppress(draft, given),
    ...notesOnPackets(draft),
  ];
}

function notesOnPackets(draft: Draft): string[] {
  if (!countsPackets(draft) || draft.gso === 'off' || draft.transport === 'dgram') return [];
  return draft.gso === 'on'
    ? ['--gso on sends several queries as one packet: what directors count may be less than what is sent']
    : [
        'queries go one by one (--gso off), so that the packets which directors count can be held against them',
      ];
}

function notesOnRate({ load }: Draft, given: GivenOptions): string[] {
  const isLikely = load?.kind === 'rate' && load.qps <= HIGHEST_LIKELY_THREADS;
  if (given.get('rate')?.written !== '-T' || !isLikely) return [];
  return [`-T ${load.qps} is a rate of ${load.qps} qps; for as many workers write --workers ${load.qps}`];
}

function notesOnSuppress({ suppress = [] }: Draft, given: GivenOptions): string[] {
  const idle = suppress.filter((kind) => kind !== 'timeouts').join(', ');
  if (idle === '') return [];
  const written = given.get('suppress')?.written ?? '--suppress';
  return [`${written} of ${idle} has no effect: only timeouts are warned of`];
}
