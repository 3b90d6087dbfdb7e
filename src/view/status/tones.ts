import type { VrrpState } from '../../model/keepalived-event.ts';
import type { EventTone } from '../../model/stack-event.ts';
import type { SourceStatus } from './node-status.ts';
import type { PeerStatus } from './stack-status.ts';
import type { VerdictKind } from './verdict.ts';
import type { Severity } from './warning.ts';

/** What a state means to whoever looks: good, on the way or doubtful, bad, or nothing to say. Every form has the same. */
export type Tone = 'good' | 'warn' | 'bad' | 'none';

export const VERDICT_TONES: Readonly<Record<VerdictKind, Tone>> = {
  ok: 'good',
  contested: 'warn',
  'split-brain': 'bad',
  'no-owner': 'bad',
  'owner-without-table': 'bad',
  'owner-but-dead': 'bad',
  'stale-arp-risk': 'warn',
  'real-server-without-vip': 'warn',
  unknown: 'none',
};

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'bad',
  warning: 'warn',
  notice: 'none',
};

export const EVENT_TONES: Readonly<Record<EventTone, Tone>> = { bad: 'bad', good: 'good', neutral: 'none' };

export const SOURCE_TONES: Readonly<Record<SourceStatus['state'], Tone>> = {
  ok: 'good',
  absent: 'none',
  failed: 'bad',
};

export const PEER_TONES: Readonly<Record<PeerStatus['state'], Tone>> = { ok: 'good', failed: 'bad' };

/** A backup that stands by is as good as its master; the one that holds the addresses is to be seen at once. */
const VRRP_TONES: ReadonlyMap<string | undefined, Tone> = new Map<VrrpState, Tone>([
  ['MASTER', 'good'],
  ['FAULT', 'bad'],
]);

/** Of a VRRP instance's state, which a peer's claim has as any text. */
export function vrrpTone(state: string | undefined): Tone {
  return VRRP_TONES.get(state) ?? 'none';
}
