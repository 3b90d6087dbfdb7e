import { doubted, type Growth, sumGrowth } from './counter-growth.ts';
import type { DirectorsSum } from './directors-sum.ts';
import { type Hop, hopOf } from './hop.ts';
import { type NamedCounts, namedCounts } from './named-counts.ts';
import type { NamedFigures } from './node-figures.ts';
import type { ServerIdentity } from './server-identity.ts';

/** Queries of a run on their way to the real servers, and their answers on the way back. */
export interface Conservation {
  /** In the order of the way. */
  readonly hops: readonly Hop[];
  /** Queries that no answer ever came to. */
  readonly unanswered: number;
  /** Of these, in hops that are named. More than all where others' queries were lost, too. */
  readonly placed: number;
  /** Hops that lost or doubled, in a line each; then what hinders knowing more. */
  readonly findings: readonly string[];
}

/** What dnsbench itself counted. */
export interface OwnCounts {
  readonly sent: number;
  readonly answered: number;
  /** Answers that came after the timeout, and further ones to one query. */
  readonly late: number;
  readonly duplicate: number;
  /** Answers that this host lost in full buffers. */
  readonly socketDrops: number;
  /** Whether each query asks for the name of its server: BIND counts these apart. */
  readonly asksNsid: boolean;
}

/** Where queries go: through directors to their real servers, or to one server itself. */
export interface Way {
  readonly directors: DirectorsSum | undefined;
  readonly servers: readonly ServerIdentity[];
  /** Vipscopes that told no figures: any of them may be one of another director. */
  readonly silent: readonly string[];
}

/** Follows the queries of a run by everybody's counters. Undefined: nobody counts anything of it. */
export function conserve(own: OwnCounts, { directors, servers, silent }: Way): Conservation | undefined {
  if (directors === undefined && servers.every(({ nameds }) => nameds.length === 0)) return undefined;
  const sent: Growth = { grown: own.sent };
  const packetsOf = new Map(directors?.realServers.map((real) => [real.key, real.packets]));
  const counts = servers.map((server) =>
    namedCounts(server, directors === undefined ? sent : packetsOf.get(server.key), own.asksNsid),
  );
  const hops = [
    ...(directors === undefined ? [] : directorHops(sent, directors, silent)),
    ...counts.flatMap((one) => serverHops(one, directors)),
    answersHop(own, counts),
  ];
  const lost = hops.reduce((sum, hop) => sum + hop.lost, 0);
  const unanswered = Math.max(0, own.sent - own.answered - own.late);
  return {
    hops,
    unanswered,
    placed: lost,
    findings: findingsOf(hops, { own, unanswered, lost, counts }),
  };
}

function directorHops(
  sent: Growth,
  { virtual, directors, packets, realServers }: DirectorsSum,
  silent: readonly string[],
): Hop[] {
  const names = directors.map(({ node }) => node).join(' + ');
  const ofServers = realServers.flatMap((real) => real.packets ?? []);
  const isCounted = realServers.length > 0 && ofServers.length === realServers.length;
  const missing = `${names} told no counters of ${virtual}`;
  const isPart = silent.length > 0 && (packets?.grown ?? 0) < sent.grown;
  const doubt = isPart ? `${silent.join(' and ')} told no figures` : undefined;
  const arrived = { what: 'in packets', count: packets && doubted(packets, doubt), missing };
  return [
    withRemark(
      hopOf(`dnsbench → ${names}`, { what: 'sent', count: sent }, arrived),
      'IPVS does not count what it drops, for want of a real server or as its flow belongs to one that is gone',
    ),
    hopOf(`${virtual} → real servers`, arrived, {
      what: 'their in packets',
      count: isCounted ? sumGrowth(ofServers) : undefined,
      missing,
    }),
  ];
}

/** Said where it may be why queries were lost. */
function withRemark(hop: Hop, remark: string): Hop {
  return hop.lost > 0 ? { ...hop, remarks: [...hop.remarks, remark] } : hop;
}

function serverHops(
  { server, packets, nameds, requests, marked, responses, others }: NamedCounts,
  directors: DirectorsSum | undefined,
): Hop[] {
  // A server that is not asked at all has nothing to lose.
  if (packets?.grown === 0 && packets.doubt === undefined && nameds.length === 0) return [];
  const isThrough = directors !== undefined;
  const names = namesOf(nameds);
  const missing = `nobody tells the counters of a named on ${server}`;
  const through = directors?.directors.map(({ node }) => node).join(' + ');
  return [
    hopOf(
      `${isThrough ? through : 'dnsbench'} → ${server}`,
      { what: isThrough ? 'in packets' : 'sent', count: packets },
      {
        what: marked === undefined ? 'requests received' : 'requests received with NSID',
        count: marked ?? requests,
        missing,
      },
      marked === undefined || others === 0 ? [] : [`others asked too: +${others}`],
    ),
    ...(nameds.length === 0
      ? []
      : [
          hopOf(
            `named ${names} of ${server}`,
            { what: 'requests received', count: requests },
            { what: 'answers sent', count: responses },
            nameds.flatMap(({ dropped }) => dropped.map(({ counter, grown }) => `${counter} +${grown}`)),
          ),
        ]),
  ];
}

function answersHop(own: OwnCounts, counts: readonly NamedCounts[]): Hop {
  const asked = counts.filter(
    ({ packets, nameds }) => nameds.length > 0 || (packets?.grown ?? 0) > 0 || packets?.doubt !== undefined,
  );
  const unknown = asked.find(({ responses }) => responses === undefined);
  const others = asked.reduce((sum, one) => sum + one.others, 0);
  const all = sumGrowth(asked.flatMap(({ responses }) => responses ?? []));
  return hopOf(
    'real servers → dnsbench',
    {
      what: others === 0 ? 'answers sent' : `answers sent, less ${others} to others`,
      count: unknown === undefined ? { ...all, grown: all.grown - others } : undefined,
      ...(unknown !== undefined && { missing: `nobody tells the counters of a named on ${unknown.server}` }),
    },
    { what: 'answers received', count: { grown: own.answered + own.late + own.duplicate } },
    own.socketDrops > 0 ? [`${own.socketDrops} datagrams were lost to full buffers of this host`] : [],
  );
}

function findingsOf(
  hops: readonly Hop[],
  told: {
    readonly own: OwnCounts;
    readonly unanswered: number;
    readonly lost: number;
    readonly counts: readonly NamedCounts[];
  },
): string[] {
  const { own, unanswered, lost, counts } = told;
  const missing = unanswered - lost;
  const isMixed = !own.asksNsid && counts.some(({ nameds }) => nameds.length > 0);
  return [
    ...hops.filter((hop) => hop.lost > 0).map(lostText),
    ...hops.filter((hop) => hop.more > 0).map((hop) => moreText(hop, own)),
    ...hops.flatMap(({ hop, unknown }) => (unknown === undefined ? [] : [`${hop} is not known: ${unknown}`])),
    ...(missing > 0
      ? [`${missing} of ${unanswered} queries without an answer are in no hop that is known`]
      : []),
    ...(missing < 0 ? [`${-missing} more were lost than dnsbench misses: others' queries, too`] : []),
    ...(isMixed && (missing !== 0 || hops.some((hop) => hop.lost > 0 || hop.more > 0))
      ? [
          "named counts health checks and other clients, too: with --nsid dnsbench's own queries are told apart",
        ]
      : []),
  ];
}

function lostText({ hop, from, to, fromCount = 0, lost, lostPerMille }: Hop): string {
  return `${lost} lost, ${rounded(lostPerMille)} ‰ of ${fromCount}: ${hop} (${from} to ${to})`;
}

function moreText({ hop, more, to }: Hop, { asksNsid, duplicate }: OwnCounts): string {
  const isOwn = to === 'answers received' || (asksNsid && to.endsWith('with NSID'));
  if (!isOwn) return `others asked too: +${more}: ${hop}`;
  const seen = to === 'answers received' && duplicate > 0 ? `, and dnsbench saw ${duplicate} twice` : '';
  return `${more} came twice: ${hop}${seen}`;
}

function rounded(perMille: number): string {
  return String(Number(perMille.toPrecision(3)));
}

function namesOf(nameds: readonly NamedFigures[]): string {
  return nameds.map(({ node, source }) => `${node}/${source}`).join(' + ');
}
