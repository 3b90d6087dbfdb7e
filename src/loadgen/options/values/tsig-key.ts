import type { ValueKind } from './value-kind.ts';

/** A key as the operator named it; without an algorithm the dialect's default holds. */
export interface TsigKey {
  readonly algorithm?: string;
  readonly keyName: string;
  readonly secret: Uint8Array;
}

/** Names of the algorithms on the wire (RFC 8945 §6) by what people write. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  'hmac-md5': 'hmac-md5.sig-alg.reg.int',
  'hmac-md5.sig-alg.reg.int': 'hmac-md5.sig-alg.reg.int',
  'hmac-sha1': 'hmac-sha1',
  'hmac-sha224': 'hmac-sha224',
  'hmac-sha256': 'hmac-sha256',
  'hmac-sha384': 'hmac-sha384',
  'hmac-sha512': 'hmac-sha512',
};

/** `[ALGORITHM:]NAME:SECRET`, as dnsperf's -y and dig's. What is refused is never repeated in a message. */
export const tsigKey: ValueKind<TsigKey> = {
  wanted: '[ALGORITHM:]NAME:SECRET with hmac-md5, hmac-sha1, -sha224, -sha256, -sha384 or -sha512 and base64',
  parse: (text) => {
    const [secret = '', keyName = '', algorithm, ...more] = text.split(':').reverse();
    return more.length > 0 ? undefined : keyOf(algorithm, keyName, secret);
  },
};

/** A key file: as tsig-keygen writes it, or `[ALGORITHM:]NAME:SECRET` on a line. */
export function parseTsigFile(text: string): TsigKey | undefined {
  const statements = text.replaceAll(/\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*/g, ' ');
  const [, keyName, body] = /^\s*key\s+"?([^\s"{]+)"?\s*\{([^}]*)\}/.exec(statements) ?? [];
  if (keyName === undefined || body === undefined) return tsigKey.parse(text.trim());
  const [, algorithm] = /\balgorithm\s+"?([^\s";]+)"?\s*;/.exec(body) ?? [];
  const [, secret = ''] = /\bsecret\s+"?([^\s";]+)"?\s*;/.exec(body) ?? [];
  return keyOf(algorithm, keyName, secret);
}

function keyOf(written: string | undefined, keyName: string, secret: string): TsigKey | undefined {
  const name = written?.toLowerCase().replace(/\.$/, '');
  const algorithm = name !== undefined && Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  if (name !== undefined && algorithm === undefined) return undefined;
  if (!isDomainName(keyName) || secret.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(secret))
    return undefined;
  return {
    ...(algorithm !== undefined && { algorithm }),
    keyName,
    secret: Uint8Array.from(Buffer.from(secret, 'base64')),
  };
}

function isDomainName(name: string): boolean {
  return name.length <= 254 && /^(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?$/.test(name);
}
