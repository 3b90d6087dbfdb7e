import { expect, test } from 'vitest';
import { parseHaproxyCheckStatus, parseHaproxyStatus } from '../../../src/parsers/haproxy/status.ts';

test.each([
  ['UP', { state: 'UP' }],
  ['UP 1/2', { state: 'UP', health: { passed: 1, needed: 2 } }],
  ['UP -1/3', { state: 'UP', health: { passed: -1, needed: 3 } }],
  ['DOWN', { state: 'DOWN' }],
  ['DOWN 1/2', { state: 'DOWN', health: { passed: 1, needed: 2 } }],
  ['DOWN (agent)', { state: 'DOWN', by: 'agent' }],
  ['NOLB', { state: 'NOLB' }],
  ['NOLB 2/3', { state: 'NOLB', health: { passed: 2, needed: 3 } }],
  ['DRAIN', { state: 'DRAIN' }],
  ['DRAIN 10/12', { state: 'DRAIN', health: { passed: 10, needed: 12 } }],
  ['DRAIN (agent)', { state: 'DRAIN', by: 'agent' }],
  ['MAINT', { state: 'MAINT' }],
  ['MAINT (via web/s 1)', { state: 'MAINT', via: 'web/s 1' }],
  ['MAINT(via)', { state: 'MAINT', by: 'via' }],
  ['MAINT (resolution)', { state: 'MAINT', by: 'resolution' }],
  ['no check', { state: 'NO CHECK' }],
  ['NO CHECK', { state: 'NO CHECK' }],
  ['OPEN', { state: 'OPEN' }],
  ['WAITING', { state: 'WAITING' }],
  ['FULL', { state: 'FULL' }],
  ['PAUSED', { state: 'PAUSED' }],
  ['STOP', { state: 'STOP' }],
  ['', { state: 'UNKNOWN' }],
  ['100', { state: 'UNKNOWN' }],
  ['SIDEWAYS', { state: 'UNKNOWN' }],
  ['UP 1/', { state: 'UNKNOWN' }],
  ['UPSIDE', { state: 'UNKNOWN' }],
  ['constructor', { state: 'UNKNOWN' }],
])('status %j', (text, expected) => {
  expect(parseHaproxyStatus(text)).toEqual({ text, ...expected });
});

test.each([
  ['L4OK', { code: 'L4OK', inProgress: false }],
  ['* L4TOUT', { code: 'L4TOUT', inProgress: true }],
  ['* L4TOUT in 2001ms', { code: 'L4TOUT', inProgress: true }],
  ['L7OKC in 0ms', { code: 'L7OKC', inProgress: false }],
  ['INI', { code: 'INI', inProgress: false }],
  ['', undefined],
  ['*', undefined],
  ['200', undefined],
  ['checked "ok"', undefined],
])('check status %j', (text, expected) => {
  expect(parseHaproxyCheckStatus(text)).toEqual(expected);
});
