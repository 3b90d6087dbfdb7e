import type { EventHandlers, Occasion } from './keepalived-event-handlers.ts';

/** An instance goes to FAULT at once; the log's own resolution is a second. */
const AT_ONCE_SECONDS = 1;

/**
 * What was told last that makes an instance go to FAULT. keepalived logs a reason only where it starts
 * in that state (2.0.20 and later); otherwise `Netlink reports eth0 down` stands in the line before.
 */
export class FaultCause {
  readonly handlers: EventHandlers = {
    interface: (event, at) => {
      if (!event.up) this.note(`interface ${event.interface}`, at);
    },
    script: ({ script, result }, at) => {
      if (result !== 'succeeded') this.note(`script ${script}`, at);
    },
    tracked: ({ what, name, up }, at) => {
      if (!up) this.note(`${what} ${name}`, at);
    },
    // What made a member fail comes first, and is the cause for all of them.
    'sync-group': ({ group, state }, at) => {
      if (state === 'FAULT') this.note(this.recent(at) ?? `group ${group}`, at);
    },
    // It has logged the reason itself.
    fault: () => this.forget(),
    'vrrp-state': ({ state }) => {
      if (state !== 'FAULT') this.forget();
    },
  };

  private text: string | undefined;
  private seconds: number | undefined;

  /** The cause of a fault that happens now, as far as the log tells. */
  recent({ seconds }: Occasion): string | undefined {
    if (seconds === undefined || this.seconds === undefined) return this.text;
    return Math.abs(seconds - this.seconds) <= AT_ONCE_SECONDS ? this.text : undefined;
  }

  private note(text: string, { seconds }: Occasion): void {
    this.text = text;
    this.seconds = seconds;
  }

  private forget(): void {
    this.text = undefined;
  }
}
