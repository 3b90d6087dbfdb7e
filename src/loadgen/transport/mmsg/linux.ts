/** Numbers of the Linux ABI, the same on x86-64 and arm64 (include/uapi/asm-generic/{socket,errno}.h). */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_DGRAM = 2;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;
export const SOL_SOCKET = 1;
export const SO_SNDBUF = 7;
export const SO_RCVBUF = 8;
export const SO_SNDBUFFORCE = 32;
export const SO_RCVBUFFORCE = 33;
export const SO_TIMESTAMPNS = 35;
export const SO_MEMINFO = 55;
export const SCM_TIMESTAMPNS = SO_TIMESTAMPNS;
export const SOL_UDP = 17;
export const UDP_SEGMENT = 103;
export const MSG_DONTWAIT = 0x40;
export const POLLIN = 1;
export const POLLOUT = 4;

export const EINTR = 4;
export const EIO = 5;
export const EAGAIN = 11;
export const EINVAL = 22;
export const EMSGSIZE = 90;
export const EOPNOTSUPP = 95;
export const ENOBUFS = 105;

/**
 * Errors that a connected datagram socket reports for an ICMP message that came back, by the next call on it, whichever
 * that is (icmp_err_convert in net/ipv4/icmp.c, icmpv6_err_convert in net/ipv6/icmp.c).
 */
export const ICMP_ERRORS: ReadonlySet<number> = new Set([
  13, // EACCES, of ICMPv6: prohibited by a firewall's rule
  64, // ENONET
  71, // EPROTO
  92, // ENOPROTOOPT
  101, // ENETUNREACH
  111, // ECONNREFUSED
  112, // EHOSTDOWN
  113, // EHOSTUNREACH
]);

/** Sizes and offsets of structures, in bytes. */
export const MMSGHDR = {
  size: 64,
  name: 0,
  nameLength: 8,
  iov: 16,
  iovLength: 24,
  control: 32,
  controlLength: 40,
  flags: 48,
  length: 56,
} as const;
export const IOVEC = { size: 16, base: 0, length: 8 } as const;
export const POLLFD = { size: 8, fd: 0, events: 4, revents: 6 } as const;
export const SOCKADDR_IN_SIZE = 16;
/** The largest address there is here: `struct sockaddr_in6` (ipv6(7)). */
export const SOCKADDR_IN6_SIZE = 28;

/** linux/time.h */
export const CLOCK_REALTIME = 0;
