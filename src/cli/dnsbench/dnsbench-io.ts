import type { Io } from '../io.ts';

/** What dnsbench needs of its process beyond what every command needs. */
export interface DnsbenchIo extends Io {
  /** Name that the program was started by. */
  readonly programName: string;
  readonly cores: number;
  readonly standardInput: () => AsyncIterable<Uint8Array>;
  /** Columns of the terminal that errors go to; undefined where they go elsewhere. */
  readonly errorColumns: number | undefined;
  readonly isOutputTerminal: boolean;
}
