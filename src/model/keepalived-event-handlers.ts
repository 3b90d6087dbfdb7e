import type { KeepalivedEvent, KeepalivedProcess } from './keepalived-event.ts';

/** When something that a log tells happened, who told it, and whether it counts. */
export interface Occasion {
  /** False for what is only read back so that the state is known. */
  readonly count: boolean;
  /** Seconds since 1970; undefined where the line has no date. */
  readonly seconds: number | undefined;
  /** Undefined where the line does not tell. */
  readonly process: KeepalivedProcess | undefined;
}

type Kind = KeepalivedEvent['kind'];
export type EventOf<K extends Kind> = Extract<KeepalivedEvent, { kind: K }>;

/** What a part of the state does with the events that concern it. */
export type EventHandlers = {
  readonly [K in Kind]?: (event: EventOf<K>, at: Occasion) => void;
};

export function handle(handlers: EventHandlers, event: KeepalivedEvent, at: Occasion): void {
  // The table's type pairs each kind with its event, which TypeScript does not follow through an index.
  const handler = handlers[event.kind] as ((event: KeepalivedEvent, at: Occasion) => void) | undefined;
  handler?.(event, at);
}
