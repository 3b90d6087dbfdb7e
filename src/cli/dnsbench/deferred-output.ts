import { OutputError } from '../write-all.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';

/** Standard output while queries are sent. */
export interface DeferredOutput {
  readonly io: DnsbenchIo;
  /** Throws what the first write that failed threw. @throws OutputError */
  readonly rethrow: () => void;
}

/**
 * Keeps what a failed write throws until somebody can catch it: what is printed during a run is printed by timers and
 * by the workers' messages, and what those throw ends the process with a stack. Nothing more is written then.
 *
 * @param onFailure called once
 */
export function deferOutputErrors(io: DnsbenchIo, onFailure: () => void): DeferredOutput {
  let failure: OutputError | undefined;
  return {
    io: {
      ...io,
      writeOut: (text) => {
        if (failure !== undefined) return;
        try {
          io.writeOut(text);
        } catch (error) {
          if (!(error instanceof OutputError)) throw error;
          failure = error;
          onFailure();
        }
      },
    },
    rethrow: () => {
      if (failure !== undefined) throw failure;
    },
  };
}
