/** Errors that a connected datagram socket reports for an ICMP message that came back (ip(7), "Errors"). */
const ICMP_ERRORS: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  // What Windows says instead (WSAECONNRESET of recvfrom).
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Whether an error is of a datagram that was sent earlier. */
export function isIcmpError(error: NodeJS.ErrnoException): boolean {
  return ICMP_ERRORS.has(error.code);
}
