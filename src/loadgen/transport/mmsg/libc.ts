import { createRequire } from 'node:module';

/** Address of memory that native code reads and writes; below 2^53 on every processor that is supported. */
export type Address = number;

/** The calls of the C library that batched datagrams need; those that fail return -1 and leave `errno`. */
export interface Libc {
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly bind: (fd: number, address: Uint8Array, length: number) => number;
  readonly connect: (fd: number, address: Uint8Array, length: number) => number;
  readonly getsockname: (fd: number, address: Uint8Array, length: Uint32Array) => number;
  readonly setsockopt: (fd: number, level: number, name: number, value: Int32Array, length: number) => number;
  readonly getsockopt: (
    fd: number,
    level: number,
    name: number,
    value: Uint32Array,
    length: Uint32Array,
  ) => number;
  readonly close: (fd: number) => number;
  readonly sendmmsg: (fd: number, messages: Address, count: number, flags: number) => number;
  readonly recvmmsg: (
    fd: number,
    messages: Address,
    count: number,
    flags: number,
    timeout: Address,
  ) => number;
  readonly ppoll: (fds: Address, count: number, timeout: Address, signals: Address) => number;
  /** @param time seconds, then nanoseconds */
  readonly clock_gettime: (clock: number, time: BigInt64Array) => number;
  readonly errno: () => number;
  /** Where the bytes of an array are; they must lie outside V8's heap, as those of a SharedArrayBuffer do. */
  readonly addressOf: (bytes: Uint8Array) => Address;
}

/** The C library cannot be called here; the message says why, for the report. */
export class NoLibcError extends Error {
  override readonly name = 'NoLibcError';
}

/** glibc's name, then musl's. */
const NAMES = ['libc.so.6', 'libc.so'];
const PROCESSORS = ['x64', 'arm64'];

/**
 * The C library of this process, by way of koffi. Structures are laid out by hand for 64-bit little-endian Linux.
 * @throws NoLibcError elsewhere, and where koffi is not installed or cannot be loaded
 */
export function loadLibc(platform = process.platform, processor: string = process.arch): Libc {
  if (platform !== 'linux') throw new NoLibcError(`sendmmsg is Linux's, this is ${platform}`);
  if (!PROCESSORS.includes(processor))
    throw new NoLibcError(`sendmmsg is used on ${PROCESSORS.join(' and ')}, this is ${processor}`);
  const koffi = loadKoffi();
  const library = openLibrary(koffi);
  // The address comes back as memcpy's result; nothing is copied.
  const memcpy = library.func('uintptr_t memcpy(void *to, const void *from, size_t length)');
  return {
    socket: library.func('int socket(int domain, int type, int protocol)'),
    bind: library.func('int bind(int fd, const void *address, uint32_t length)'),
    connect: library.func('int connect(int fd, const void *address, uint32_t length)'),
    getsockname: library.func('int getsockname(int fd, void *address, void *length)'),
    setsockopt: library.func(
      'int setsockopt(int fd, int level, int name, const void *value, uint32_t length)',
    ),
    getsockopt: library.func('int getsockopt(int fd, int level, int name, void *value, void *length)'),
    close: library.func('int close(int fd)'),
    sendmmsg: library.func('int sendmmsg(int fd, uintptr_t messages, uint32_t count, int flags)'),
    recvmmsg: library.func(
      'int recvmmsg(int fd, uintptr_t messages, uint32_t count, int flags, uintptr_t timeout)',
    ),
    ppoll: library.func('int ppoll(uintptr_t fds, uint64_t count, uintptr_t timeout, uintptr_t signals)'),
    clock_gettime: library.func('int clock_gettime(int clock, void *time)'),
    errno: () => koffi.errno(),
    addressOf: (bytes) => memcpy(bytes, bytes, 0),
  };
}

type Koffi = typeof import('koffi');

function loadKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)('koffi');
  } catch (error) {
    throw new NoLibcError(`koffi cannot be loaded: ${firstLine(error)}`);
  }
}

function openLibrary(koffi: Koffi): ReturnType<Koffi['load']> {
  const failures: string[] = [];
  for (const name of NAMES) {
    try {
      return koffi.load(name);
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new NoLibcError(`no C library can be loaded: ${failures.join('; ')}`);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
