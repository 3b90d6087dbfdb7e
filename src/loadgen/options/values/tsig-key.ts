import { TSIG_ALGORITHMS, tsigAlgorithm } from '../../shaping/tsig-algorithm.ts';
import { wireName } from '../../wire/wire-name.ts';
import type { ValueKind } from './value-kind.ts';

/** A key as the operator named it; without an algorithm the dialect's default holds. */
export interface TsigKey {
  readonly algorithm?: string;
  readonly keyName: string;
  readonly secret: Uint8Array;
}

/** `[ALGORITHM:]NAME:SECRET`, as dnsperf's -y and dig's. What is refused is never repeated in a message. */
export const tsigKey: ValueKind<TsigKey> = {
  wanted: `[ALGORITHM:]NAME:SECRET, the secret in base64, the algorithm one of ${TSIG_ALGORITHMS.join(', ')}`,
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
  const algorithm = written === undefined ? undefined : tsigAlgorithm(written);
  if (written !== undefined && algorithm === undefined) return undefined;
  if (!isDomainName(keyName) || secret.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(secret))
    return undefined;
  return {
    ...(algorithm !== undefined && { algorithm: algorithm.name }),
    keyName,
    secret: Uint8Array.from(Buffer.from(secret, 'base64')),
  };
}

/** Of letters that need no escape, and short enough for the wire: the TSIG record has the name too. */
function isDomainName(name: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*\.?$/.test(name) && typeof wireName(name) !== 'string';
}
