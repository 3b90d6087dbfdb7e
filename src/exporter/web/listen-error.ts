/** What the system's refusals mean here, and what to do. */
const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'another program listens there; "ss -ltnp" names it, --web.listen-address chooses another address',
  EACCES: 'not permitted; a port below 1024 needs root or CAP_NET_BIND_SERVICE',
  EADDRNOTAVAIL: 'this host does not have the address; "ip addr" lists those it has',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be looked up',
  EAFNOSUPPORT: 'this host does not have the address family; is IPv6 switched off?',
};

/** The server cannot begin, in one line that says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';

  /** @param address as the operator wrote it */
  static of(address: string, error: NodeJS.ErrnoException): ListenError {
    const why = HINTS[error.code ?? ''] ?? error.message;
    return new ListenError(`cannot listen on ${address}: ${why}`, { cause: error });
  }
}
