import type { KeepalivedEvent } from '../model/keepalived-event.ts';
import { CHECK_ROWS } from './keepalived-check-events.ts';
import { HTTP_CHECK_ROWS } from './keepalived-http-check-events.ts';
import { parseKeepalivedServer } from './keepalived-server.ts';
import { SERVER_ROWS } from './keepalived-server-events.ts';
import type { MessageRow } from './message-table.ts';

const ACTIONS: ReadonlyMap<string, 'activated' | 'suspended'> = new Map([
  ['Activating', 'activated'],
  ['Suspending', 'suspended'],
  // 1.3.5 and later, at start: it waits for the virtual address.
  ['Deactivating', 'suspended'],
]);

function checker(
  verb: string | undefined,
  real: string | undefined,
  virtual: string | undefined,
): KeepalivedEvent | undefined {
  const action = verb === undefined ? undefined : ACTIONS.get(verb);
  if (action === undefined) return undefined;
  return {
    kind: 'checker',
    action,
    real: parseKeepalivedServer(real),
    virtual: virtual === undefined ? undefined : parseKeepalivedServer(virtual),
  };
}

/** All that the checkers' process logs. Source: keepalived/check at tags v1.1.19 to v2.4.3. */
export const CHECKER_ROWS: readonly MessageRow[] = [
  ...SERVER_ROWS,
  ...CHECK_ROWS,
  ...HTTP_CHECK_ROWS,
  // `healtchecker` up to 1.2.2
  {
    text: '{Activating|Suspending|Deactivating} {healthchecker|healtchecker} for service {server}',
    event: ([, verb, , real]) => checker(verb, real, undefined),
  },
  // 1.3.9 and later
  {
    text: '{Activating|Suspending|Deactivating} healthchecker for service {server} for VS {server}',
    event: ([, verb, real, virtual]) => checker(verb, real, virtual),
  },
  // 2.0 and later
  { text: 'Activating BFD healthchecker', event: () => ({ kind: 'checker', action: 'activated' }) },
];
