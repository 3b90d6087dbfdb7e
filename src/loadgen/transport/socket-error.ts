/** A socket could not be had; the message names the call, the address and the reason. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
}
