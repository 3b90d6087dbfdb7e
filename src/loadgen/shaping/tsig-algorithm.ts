/** How a TSIG algorithm is called in a message and by OpenSSL. */
export interface TsigAlgorithm {
  /** Domain name, lower case (RFC 8945 §6). */
  readonly name: string;
  readonly hash: string;
  readonly macBytes: number;
}

const ALGORITHMS: readonly TsigAlgorithm[] = [
  { name: 'hmac-md5.sig-alg.reg.int', hash: 'md5', macBytes: 16 },
  { name: 'hmac-sha1', hash: 'sha1', macBytes: 20 },
  { name: 'hmac-sha224', hash: 'sha224', macBytes: 28 },
  { name: 'hmac-sha256', hash: 'sha256', macBytes: 32 },
  { name: 'hmac-sha384', hash: 'sha384', macBytes: 48 },
  { name: 'hmac-sha512', hash: 'sha512', macBytes: 64 },
];

/** What BIND's and dnsperf's command lines say for the first one. */
const SHORT_NAMES: Readonly<Record<string, string>> = { 'hmac-md5': 'hmac-md5.sig-alg.reg.int' };

/** Names that {@link tsigAlgorithm} knows, for messages. */
export const TSIG_ALGORITHMS: readonly string[] = [
  'hmac-md5',
  ...ALGORITHMS.slice(1).map(({ name }) => name),
];

/** @param name in any case, with or without the dot at its end */
export function tsigAlgorithm(name: string): TsigAlgorithm | undefined {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const full = SHORT_NAMES[wanted] ?? wanted;
  return ALGORITHMS.find((algorithm) => algorithm.name === full);
}
