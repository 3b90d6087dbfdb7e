import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * A server in a thread of its own, for senders that never return to the event loop. The first label of a name says
 * how it answers: `drop` not at all, `twice`, `other` with another question, `short` with less than a header, `late`
 * after as many milliseconds as its second label has.
 */
const SERVER = `
const { createSocket } = require('node:dgram');
const { parentPort, workerData } = require('node:worker_threads');
const socket = createSocket(workerData.includes(':') ? 'udp6' : 'udp4');
const queries = [];
const labelsOf = (query) => {
  const labels = [];
  for (let at = 12; query[at] > 0; at += query[at] + 1)
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
  return labels;
};
socket.on('message', (query, { port, address }) => {
  queries.push({ port, bytes: new Uint8Array(query) });
  const answer = Buffer.from(query);
  answer[2] |= 0x80;
  const send = (message) => socket.send(message, port, address);
  const [how, ms] = labelsOf(query);
  if (how === 'drop') return;
  if (how === 'late') return setTimeout(send, Number(ms), answer);
  if (how === 'twice') send(answer);
  if (how === 'other') answer[13] = 0x78;
  send(how === 'short' ? answer.subarray(0, 11) : answer);
});
parentPort.on('message', () => parentPort.postMessage(queries.splice(0)));
socket.bind(0, workerData, () => parentPort.postMessage(socket.address().port));
`;

/** A query as it came. */
export interface ReceivedQuery {
  /** Source port. */
  readonly port: number;
  readonly bytes: Uint8Array;
}

export interface DatagramThread {
  readonly port: number;
  /** All that came since it was last asked. */
  readonly queries: () => Promise<readonly ReceivedQuery[]>;
  readonly close: () => Promise<unknown>;
}

export async function startDatagramThread(address = '127.0.0.1'): Promise<DatagramThread> {
  const thread = new Worker(SERVER, { eval: true, workerData: address });
  const [port]: readonly unknown[] = await once(thread, 'message');
  return {
    port: Number(port),
    queries: async () => {
      thread.postMessage('queries');
      const [queries] = await once(thread, 'message');
      return queries;
    },
    close: () => thread.terminate(),
  };
}
