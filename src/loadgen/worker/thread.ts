import { parentPort, workerData } from 'node:worker_threads';
import { runWorker } from './worker.ts';
import type { WorkerMessage } from './worker-data.ts';

// Entry of a worker thread.
await runWorker(workerData, (message: WorkerMessage) => parentPort?.postMessage(message));
