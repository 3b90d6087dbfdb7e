import { getSystemErrorName } from 'node:util';

/** What people who answer a page want to know of an errno: what to do about it. */
const ADVICE: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files: raise `ulimit -n`, or use fewer --sockets',
  ENFILE: 'too many open files on this host',
  EADDRINUSE: 'the port is taken: choose another --local-port',
  EADDRNOTAVAIL: 'no such address on this host',
  ENETUNREACH: 'no route to that network',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EINVAL: 'the address needs a scope id, as in fe80::1%eth0',
};

/**
 * `EMFILE (too many open files: …)`.
 * @param ofCall what else an error means where one call reports it, by its name
 */
export function systemErrorText(errno: number, ofCall: Readonly<Record<string, string>> = {}): string {
  const name = getSystemErrorName(-errno);
  const advice = ofCall[name] ?? ADVICE[name];
  return advice === undefined ? name : `${name} (${advice})`;
}
