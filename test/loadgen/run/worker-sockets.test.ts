import { describe, expect, test } from 'vitest';
import { RunError } from '../../../src/loadgen/run/run-error.ts';
import { workerSockets } from '../../../src/loadgen/run/worker-sockets.ts';
import type { SocketPlan } from '../../../src/loadgen/transport/transport.ts';

const SERVER = { address: '192.0.2.1', port: 53, scopeId: 0 };

function planWith(changes: Partial<SocketPlan> = {}): SocketPlan {
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
    stages: [{ target: 0, outstanding: 34, timeoutUs: 5e6 }],
    ...changes,
  };
}

describe('source ports', () => {
  test('the kernel chooses', () => {
    expect(workerSockets(planWith(), { workers: 2 }, 1)).toEqual(planWith());
  });

  test.each([
    [0, 40_000],
    [1, 40_003],
    [2, 40_006],
  ])('of worker %i', (worker, port) => {
    expect(workerSockets(planWith({ localPort: 40_000 }), { workers: 3 }, worker).localPort).toBe(port);
  });

  test('each server has its own', () => {
    const plan = planWith({ localPort: 40_000, targets: [SERVER, { ...SERVER, port: 54 }] });
    expect(workerSockets(plan, { workers: 2 }, 1).localPort).toBe(40_006);
  });

  test('there must be enough', () => {
    const plan = planWith({ localPort: 65_530, targets: [SERVER, { ...SERVER, port: 54 }] });
    expect(workerSockets({ ...plan, localPort: 65_524 }, { workers: 2 }, 0).localPort).toBe(65_524);
    const error = new RunError(
      'source port 65530 leaves too few ports for 12 sockets to 2 servers; choose a lower one, or fewer sockets',
    );
    expect(() => workerSockets(plan, { workers: 2 }, 0)).toThrow(error);
  });
});

describe("dnsperf's totals", () => {
  const settings = { workers: 3, totalSockets: 8, totalOutstanding: 100 };

  test.each([
    [0, 3, 34],
    [1, 3, 33],
    [2, 2, 33],
  ])('of worker %i', (worker, sockets, outstanding) => {
    const share = workerSockets(planWith(), settings, worker);
    expect([share.sockets, share.stages.map((stage) => stage.outstanding)]).toEqual([sockets, [outstanding]]);
  });

  test('what a directive says is no share of them', () => {
    const plan = planWith({
      stages: [
        { target: 0, outstanding: 34, timeoutUs: 5e6 },
        { target: 0, outstanding: 7, timeoutUs: 5e6 },
      ],
    });
    expect(workerSockets(plan, settings, 2).stages.map((stage) => stage.outstanding)).toEqual([33, 7]);
  });
});
