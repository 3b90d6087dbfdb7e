import type { Transport, TransportContext } from '../transport.ts';
import { Turns } from '../turns.ts';
import { DatagramBatch } from './datagram-batch.ts';
import { DgramLanes } from './dgram-lanes.ts';
import { isIcmpError } from './icmp-error.ts';

/**
 * UDP with node:dgram, for any platform. One batch of the engine is sent a turn: libuv reads no more than 32 datagrams
 * of a socket each time around, so a sender that does more drowns its own answers.
 * @throws SocketError when a socket cannot be opened
 */
export async function openDgramTransport(context: TransportContext): Promise<Transport> {
  const { engine, slots, clock, plan, counters } = context;
  const turns = new Turns(turn);
  const soon = () => turns.soon();
  const batch = new DatagramBatch(context, soon);
  const parts = { plan, slots, counters, nowUs: clock(), received, rotated: soon, failed };
  const lanes = await DgramLanes.open(parts);

  function received(socket: number, message: Uint8Array): void {
    if (!turns.isRunning) return;
    engine.answer(socket, message, 0, message.length, clock());
    turns.soon();
  }

  function failed(error: NodeJS.ErrnoException): void {
    // A path with a smaller MTU than a query of ours is learned of by ICMP too.
    if (isIcmpError(error) || error.code === 'EMSGSIZE') engine.unreachable();
    else turns.fail(error);
  }

  function turn(): void {
    const nowUs = clock();
    engine.expire(nowUs);
    context.tick(nowUs);
    if (engine.isFinished(nowUs)) {
      turns.end();
      return;
    }
    const budget = engine.budget(nowUs);
    if (budget === 0 || !send(budget)) turns.within(engine.waitUs(nowUs));
  }

  function send(budget: number): boolean {
    const number = lanes.next(engine.stage().target);
    const socket = lanes.socket(number);
    if (socket === undefined) return false;
    const count = engine.fill(number, Math.min(budget, lanes.room(number)));
    if (count === 0) return false;
    batch.send(socket, count, () => {
      const nowUs = clock();
      lanes.sent(number, count, nowUs);
      if (engine.budget(nowUs) > 0) turns.soon();
      else turns.within(engine.waitUs(nowUs));
    });
    return true;
  }

  return {
    run: () => turns.run(),
    close: () => {
      turns.end();
      lanes.close();
    },
  };
}
