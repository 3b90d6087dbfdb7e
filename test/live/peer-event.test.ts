import { expect, test } from 'vitest';
import { peerEvent } from '../../src/live/peer-event.ts';
import type { PeerStatus } from '../../src/view/status/stack-status.ts';

const URL = 'http://192.0.2.22:9053';
const SEEN = { node: 'ds1', atMs: 1_000_000_010_000 };
const OK: PeerStatus = { url: URL, state: 'ok', node: 'ds2', answeredAtSeconds: 1_000_000_008 };
const FAILED: PeerStatus = { ...OK, state: 'failed', reason: 'no answer' };

test('that a peer answers is no news until it did not', () => {
  expect(peerEvent(OK, undefined, SEEN)).toBeUndefined();
  expect(peerEvent(OK, { ...OK, reason: 'is this node itself' }, SEEN)).toBeUndefined();
  expect(peerEvent(FAILED, { ...FAILED, reason: 'refused' }, SEEN)).toBeUndefined();
});

test('a peer that ceases to answer did so after its last answer', () => {
  expect(peerEvent(FAILED, OK, SEEN)).toEqual({
    timeNs: 1_000_000_010_000_000_000n,
    earliestNs: 1_000_000_008_000_000_000n,
    latestNs: 1_000_000_010_000_000_000n,
    node: 'ds1',
    layer: 'peer',
    source: URL,
    kind: 'state',
    subject: 'ds2',
    from: 'ok',
    to: 'failed',
    tone: 'bad',
    detail: 'no answer',
  });
});

test('one that has never answered is called by its URL', () => {
  const event = peerEvent({ url: URL, state: 'failed', reason: 'no answer' }, undefined, SEEN);
  expect(event).toMatchObject({ subject: URL, to: 'failed', earliestNs: event?.latestNs });
  expect(event).not.toHaveProperty('from');
});

test('one that answers again is good news', () => {
  expect(peerEvent(OK, FAILED, SEEN)).toMatchObject({ from: 'failed', to: 'ok', tone: 'good' });
});
