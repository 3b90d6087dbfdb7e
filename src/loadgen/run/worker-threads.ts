import { Worker } from 'node:worker_threads';
import type { WorkerData, WorkerMessage } from '../worker/worker-data.ts';
import { RunError } from './run-error.ts';

/** The threads of a run. */
export interface WorkerThreads {
  /** Resolves when each has its sockets open. Rejects with {@link RunError} when one could not. */
  readonly ready: Promise<void>;
  /** Resolves with their last messages, by worker. Rejects with {@link RunError} when one died. */
  readonly finished: Promise<readonly FinishedMessage[]>;
  /** Ends those that are left; for use after a failure. */
  readonly terminate: () => Promise<void>;
}

/** The last message of a worker: what it counted of single answers. */
export type FinishedMessage = Extract<WorkerMessage, { kind: 'finished' }>;

/** What a worker says while it runs. */
export interface ThreadListener {
  readonly warn: (text: string) => void;
  readonly events: (message: Extract<WorkerMessage, { kind: 'events' }>, backlog: SharedArrayBuffer) => void;
}

// A thread has no loader for TypeScript: it runs what is compiled.
const ENTRY = new URL('../worker/thread.js', import.meta.url);

/** Starts a thread for each worker. */
export function startWorkerThreads(datas: readonly WorkerData[], listener: ThreadListener): WorkerThreads {
  const threads = datas.map((data) => startThread(data, listener));
  const ready = Promise.all(threads.map((thread) => thread.ready)).then(() => undefined);
  const finished = Promise.all(threads.map((thread) => thread.finished));
  // Whoever waits for one of them hears of a failure; the other must not end the process.
  ready.catch(() => undefined);
  finished.catch(() => undefined);
  return {
    ready,
    finished,
    terminate: async () => void (await Promise.all(threads.map((thread) => thread.terminate()))),
  };
}

interface WorkerThread {
  readonly ready: Promise<void>;
  readonly finished: Promise<FinishedMessage>;
  readonly terminate: () => Promise<unknown>;
}

function startThread(data: WorkerData, listener: ThreadListener): WorkerThread {
  const thread = new Worker(ENTRY, { workerData: data, name: `worker ${data.worker + 1}` });
  thread.on('message', (message: WorkerMessage) => {
    if (message.kind === 'warning') listener.warn(message.text);
    if (message.kind === 'events') listener.events(message, data.backlogMemory);
  });
  return {
    ready: untilMessage(thread, data, 'ready').then(() => undefined),
    finished: untilMessage(thread, data, 'finished'),
    terminate: () => thread.terminate(),
  };
}

/** Waits for a message of one kind; a thread that fails or ends before it says so rejects with {@link RunError}. */
function untilMessage<Kind extends WorkerMessage['kind']>(
  thread: Worker,
  { worker }: WorkerData,
  kind: Kind,
): Promise<Extract<WorkerMessage, { kind: Kind }>> {
  const isWanted = (message: WorkerMessage): message is Extract<WorkerMessage, { kind: Kind }> =>
    message.kind === kind;
  return new Promise((resolve, reject) => {
    const fail = (text: string) => reject(new RunError(`worker ${worker + 1}: ${text}`));
    thread.on('message', (message: WorkerMessage) => {
      if (isWanted(message)) resolve(message);
      else if (message.kind === 'failed') fail(message.text);
    });
    thread.on('error', (error: Error) => fail(error.message));
    thread.on('exit', () => fail('ended before its time'));
  });
}
