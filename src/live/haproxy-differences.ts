import type { EventTone } from '../model/stack-event.ts';
import { lastCheckText } from '../view/status/last-check.ts';
import type {
  HaproxyInstanceStatus,
  HaproxyProxyStatus,
  HaproxyRowStatus,
} from '../view/status/node-status.ts';
import { type Pair, paired } from './paired.ts';
import type { ToldEvent } from './told-event.ts';

type Service = 'serving' | 'broken' | 'apart';

/** What the first word of a status means for clients; what an operator took out of service is `apart`. */
const SERVICE_OF: Readonly<Record<string, Service>> = {
  UP: 'serving',
  OPEN: 'serving',
  'NO CHECK': 'serving',
  DOWN: 'broken',
  NOLB: 'broken',
  STOP: 'broken',
  FULL: 'broken',
};
const FIRST_WORD = /^(?:no check|[a-z]+)/i;

/** What changed in a HAProxy, figures aside. */
export function haproxyDifferences(before: HaproxyInstanceStatus, after: HaproxyInstanceStatus): ToldEvent[] {
  return [
    ...restart(before, after),
    ...paired(before.proxies, after.proxies, ({ name }) => name).flatMap(proxy),
  ];
}

function restart(before: HaproxyInstanceStatus, after: HaproxyInstanceStatus): ToldEvent[] {
  const [was, is] = [before.uptimeSeconds, after.uptimeSeconds];
  if (was === undefined || is === undefined || is >= was) return [];
  const versions = before.version === after.version ? {} : { from: before.version, to: after.version };
  return [
    {
      layer: 'haproxy',
      kind: 'restart',
      subject: after.source,
      ...versions,
      tone: 'neutral',
      detail: `up for ${is} s`,
    },
  ];
}

function proxy({ before, after }: Pair<HaproxyProxyStatus>): ToldEvent[] {
  if (before === after) return [];
  if (before === undefined || after === undefined) return cameOrWent(before?.name ?? after?.name, before);
  return paired(before.rows, after.rows, ({ key }) => key).flatMap((pair) => row(after.name, pair));
}

function row(proxyName: string, { before, after }: Pair<HaproxyRowStatus>): ToldEvent[] {
  if (before === after) return [];
  const key = before?.key ?? after?.key ?? '';
  // Without its scope, with the number of its process.
  const subject = `${proxyName}/${key.slice(key.indexOf('/') + 1)}`;
  if (before === undefined || after === undefined) return cameOrWent(subject, before);
  const [from, to] = [before.status, after.status];
  if (from === to) return [];
  const detail = after.scope === 'server' ? lastCheckText(after.cells) : '';
  return [
    {
      layer: 'haproxy',
      kind: 'state',
      subject,
      from,
      to,
      tone: toneOf(from, to),
      ...(detail !== '' && { detail }),
    },
  ];
}

function cameOrWent(subject = '', before: unknown): ToldEvent[] {
  const kind = before === undefined ? 'added' : 'removed';
  return [{ layer: 'haproxy', kind, subject, tone: 'neutral' }];
}

/** Steps of a rise or fall, such as `UP 1/2`, change nothing for clients. */
function toneOf(from: string, to: string): EventTone {
  const [was, is] = [serviceOf(from), serviceOf(to)];
  if (was === is || is === 'apart') return 'neutral';
  return is === 'broken' ? 'bad' : 'good';
}

function serviceOf(status: string): Service {
  const [word = ''] = FIRST_WORD.exec(status) ?? [];
  return SERVICE_OF[word.toUpperCase()] ?? 'apart';
}
