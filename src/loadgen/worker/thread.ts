import { parentPort, workerData } from 'node:worker_threads';
import { buffersOf } from '../ledger/worker-losses.ts';
import { runWorker } from './worker.ts';
import type { WorkerMessage } from './worker-data.ts';

// Entry of a worker thread.
await runWorker(workerData, (message: WorkerMessage) => {
  const losses = message.kind === 'finished' ? message.losses : undefined;
  parentPort?.postMessage(message, losses === undefined ? [] : buffersOf(losses));
});
