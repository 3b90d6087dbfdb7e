import type { StreamPlan, Transport, TransportContext } from '../transport.ts';
import { Turns } from '../turns.ts';
import { createDialer } from './dial.ts';
import { FrameBatch } from './frame-batch.ts';
import { StreamLanes } from './stream-lanes.ts';

/**
 * DNS over TCP (RFC 7766: connections kept open, queries pipelined, answers in any order) or TLS (RFC 7858). A query
 * whose connection is lost counts as timed out when its time is over: it is not sent again as a resolver would, for
 * what is measured is what became of each query.
 * @throws SocketError when this host has no socket left for a connection; a server that cannot be reached is tried
 * again and again
 */
export async function openStreamTransport(context: TransportContext, stream: StreamPlan): Promise<Transport> {
  const { engine, control, clock, plan } = context;
  const frames = new FrameBatch(context);
  const turns = new Turns(turn);
  const lanes = new StreamLanes({
    context,
    dialer: createDialer(stream.tls),
    queriesPerConnection: stream.queriesPerConnection,
    moved: () => turns.soon(),
  });
  let withoutConnectionSinceUs: number | undefined;
  try {
    await lanes.open();
  } catch (error) {
    lanes.close();
    throw error;
  }

  function turn(): void {
    const nowUs = clock();
    engine.expire(nowUs);
    context.tick(nowUs);
    lanes.replaceDrained();
    if (engine.isFinished(nowUs)) {
      turns.end();
      return;
    }
    sendAll(nowUs);
    turns.within(engine.waitUs(clock()));
  }

  /** Sends what is due, at most one batch for each connection. */
  function sendAll(nowUs: number): void {
    let budget = engine.budget(nowUs);
    if (budget > 0) giveUpWithoutConnection(nowUs);
    while (budget > 0) {
      const { target, outstanding } = engine.stage();
      const number = lanes.next(target, outstanding);
      const connection = lanes.connection(number);
      if (connection === undefined) return;
      const wanted = Math.min(budget, lanes.room(number, outstanding), frames.capacity);
      const count = engine.fill(number, wanted);
      if (count === 0) return;
      const bytes = frames.write(count);
      const beforeUs = clock();
      const isTaken = connection.write(bytes, count);
      engine.confirm(0, count, beforeUs, clock());
      if (!isTaken) frames.release();
      lanes.wrote(number);
      budget -= count;
    }
  }

  /** Ends a run that has nobody to send to and no end of its own. */
  function giveUpWithoutConnection(nowUs: number): void {
    const { target, timeoutUs } = engine.stage();
    if (lanes.readyOf(target) > 0) {
      withoutConnectionSinceUs = undefined;
      return;
    }
    withoutConnectionSinceUs ??= nowUs;
    if (control.stopUs !== Number.POSITIVE_INFINITY || nowUs - withoutConnectionSinceUs < timeoutUs) return;
    const { address, port } = plan.targets[target] ?? {};
    context.warn(`no connection to ${address} port ${port} for ${timeoutUs / 1e6} s: the run ends`);
    control.stopAt(nowUs);
  }

  return {
    run: () => turns.run(),
    close: () => {
      turns.end();
      lanes.close();
    },
  };
}
