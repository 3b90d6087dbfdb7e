import type { VrrpState } from '../../model/keepalived-event.ts';

const STATES: ReadonlyMap<string, VrrpState> = new Map([
  ['INIT', 'INIT'],
  ['BACKUP', 'BACKUP'],
  ['MASTER', 'MASTER'],
  ['FAULT', 'FAULT'],
  ['STOP', 'STOP'],
]);

/** A state's name, or undefined for what is none. */
export function vrrpState(text: string | undefined): VrrpState | undefined {
  return text === undefined ? undefined : STATES.get(text);
}

/** A figure that a template captured; undefined where an ellipsis hid it. */
export function figure(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** A name that a template captured; the ellipsis's cut text is no name. */
export function nameOr(text: string | undefined): string {
  return text ?? 'unknown';
}
