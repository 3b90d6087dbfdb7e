import { describe, expect, test } from 'vitest';
import { LaneNumbers, socketCount } from '../../../src/loadgen/transport/lane-numbers.ts';
import type { SocketPlan } from '../../../src/loadgen/transport/transport.ts';

const SERVER = { address: '192.0.2.1', port: 53, scopeId: 0 };
const LINK_LOCAL = { address: 'fe80::1', port: 53, scopeId: 3, scope: 'eth0' };

function planWith(changes: Partial<SocketPlan>): SocketPlan {
  return {
    targets: [SERVER],
    sockets: 3,
    localPort: 0,
    localAddress: undefined,
    bufferBytes: 65_536,
    rotation: undefined,
    answerBytes: 4096,
    kernelTimestamps: false,
    gso: true,
    stages: [],
    ...changes,
  };
}

const ROTATION = { kind: 'queries', queries: 10 } as const;

test.each([
  [{}, 3],
  [{ rotation: ROTATION }, 6],
  [{ targets: [SERVER, LINK_LOCAL], sockets: 5 }, 10],
  [{ targets: [SERVER, LINK_LOCAL], rotation: ROTATION }, 12],
] as const)('sockets of %j', (changes, count) => {
  expect(socketCount(planWith(changes))).toBe(count);
  expect(new LaneNumbers(planWith(changes), 0).capacity).toBe(count);
});

describe('whose turn it is', () => {
  test('each in turn, of the target that is asked for', () => {
    const numbers = new LaneNumbers(planWith({ targets: [SERVER, LINK_LOCAL] }), 0);
    const turns = [0, 0, 1, 1, 0].map((target) => numbers.next(target, () => true));
    expect(turns).toEqual([1, 2, 3, 4, 2]);
  });

  test('those that are not free are passed over', () => {
    const numbers = new LaneNumbers(planWith({}), 0);
    const turns = [1, 2, 3].map(() => numbers.next(0, (socket) => socket !== 2));
    expect(turns).toEqual([1, 0, 1]);
    expect(numbers.next(0, () => false)).toBe(-1);
  });
});

test('a lane that changes its port sends from its other socket, and back', () => {
  const numbers = new LaneNumbers(planWith({ rotation: ROTATION }), 0);
  expect([numbers.socketOf(1), numbers.restingOf(1)]).toEqual([2, 3]);
  expect(numbers.sent(2, 9, 0)).toBe(false);
  expect(numbers.room(2)).toBe(1);
  expect(numbers.sent(2, 1, 0)).toBe(true);
  numbers.change(1, 0);
  expect([numbers.socketOf(1), numbers.restingOf(1), numbers.room(3)]).toEqual([3, 2, 10]);
  expect([numbers.laneOf(2), numbers.laneOf(3), numbers.socketOf(0)]).toEqual([1, 1, 0]);
  numbers.change(1, 0);
  expect([numbers.socketOf(1), numbers.restingOf(1)]).toEqual([2, 3]);
});

describe('where a lane sends from and to', () => {
  const targets = [SERVER, LINK_LOCAL];

  test('the address of its target', () => {
    const numbers = new LaneNumbers(planWith({ targets, sockets: 2 }), 0);
    expect([0, 1, 2, 3].map((lane) => numbers.targetOf(lane))).toEqual([0, 0, 1, 1]);
    expect(numbers.remoteOf(3)).toEqual(LINK_LOCAL);
    expect(() => numbers.remoteOf(4)).toThrow(new RangeError('no target for lane 4'));
  });

  test.each([
    [{}, { address: '0.0.0.0', port: 0, scopeId: 0 }, { address: '::', port: 0, scopeId: 0 }],
    [
      { localPort: 40_000 },
      { address: '0.0.0.0', port: 40_001, scopeId: 0 },
      { address: '::', port: 40_003, scopeId: 0 },
    ],
    [
      { localAddress: 'fe80::7', localPort: 40_000 },
      { address: 'fe80::7', port: 40_001, scopeId: 0 },
      { address: 'fe80::7', port: 40_003, scopeId: 3, scope: 'eth0' },
    ],
  ])('with %j', (changes, second, fourth) => {
    const numbers = new LaneNumbers(planWith({ targets, sockets: 2, ...changes }), 0);
    expect([numbers.localOf(1), numbers.localOf(3)]).toEqual([second, fourth]);
  });
});
