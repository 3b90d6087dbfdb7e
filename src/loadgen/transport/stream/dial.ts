import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, createSecureContext } from 'node:tls';
import { scopedAddress } from '../scoped-address.ts';
import type { Endpoint, StreamPlan } from '../transport.ts';

/** Starts to connect. */
export interface Dialer {
  /** @param local address and port to come from; absent: the kernel's choice */
  readonly dial: (remote: Endpoint, local: LocalEndpoint) => Socket;
  /** The socket's event that says it can be written to. */
  readonly readyEvent: 'connect' | 'secureConnect';
}

/** Where a connection comes from. */
export interface LocalEndpoint {
  readonly localAddress?: string;
  readonly localPort?: number;
}

/** Plain TCP (RFC 7766), or DNS over TLS (RFC 7858). */
export function createDialer(tls: StreamPlan['tls']): Dialer {
  return tls === undefined ? TCP : createTlsDialer(tls);
}

// Queries leave in one write each batch: Nagle's algorithm could only hold the next one back.
const TCP: Dialer = {
  dial: (remote, local) =>
    connectTcp({ host: scopedAddress(remote), port: remote.port, noDelay: true, ...local }),
  readyEvent: 'connect',
};

/** Every connection shakes hands in full: that is what a server's clients cost it when they come. */
function createTlsDialer({ serverName, ca, insecure }: NonNullable<StreamPlan['tls']>): Dialer {
  const secureContext = createSecureContext(ca === undefined ? {} : { ca });
  const dial: Dialer['dial'] = (remote, local) => {
    const socket = connectTls({
      host: scopedAddress(remote),
      port: remote.port,
      ...local,
      secureContext,
      rejectUnauthorized: !insecure,
      // IANA's protocol id of DNS over TLS.
      ALPNProtocols: ['dot'],
      // RFC 6066 §3: an address is not sent as a server's name.
      ...(serverName !== undefined && isIP(serverName) === 0 && { servername: serverName }),
      checkServerIdentity: (_host, certificate) =>
        checkServerIdentity(serverName ?? remote.address, certificate),
    });
    socket.setNoDelay(true);
    return socket;
  };
  return { dial, readyEvent: 'secureConnect' };
}
