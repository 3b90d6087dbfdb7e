/**
 * Errors that a connected datagram socket reports for an ICMP message that came back (icmp_err_convert in
 * net/ipv4/icmp.c, icmpv6_err_convert in net/ipv6/icmp.c).
 */
const ICMP_ERRORS: ReadonlySet<string | undefined> = new Set([
  'EACCES',
  'ECONNREFUSED',
  // What Windows says instead (WSAECONNRESET of recvfrom).
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENONET',
  'ENOPROTOOPT',
  'EPROTO',
]);

/** Whether an error is of a datagram that was sent earlier. */
export function isIcmpError(error: NodeJS.ErrnoException): boolean {
  return ICMP_ERRORS.has(error.code);
}
