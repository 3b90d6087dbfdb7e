import type { KeepalivedEvent } from '../../model/keepalived-event.ts';
import type { MessageRow } from './message-table.ts';
import { parseKeepalivedServer } from './server.ts';

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

/** When checkers are switched on and off. Source: keepalived/check/check_api.c at tags v1.1.19 to v2.4.3. */
export const CHECKER_ROWS: readonly MessageRow[] = [
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
