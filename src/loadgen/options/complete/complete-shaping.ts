import type { Dialect } from '../../settings.ts';
import type { ShapingSettings, Tsig } from '../../shaping/shaping-settings.ts';
import type { GivenOptions } from '../apply-options.ts';
import type { Draft } from '../draft.ts';
import type { OptionContext } from '../invocation.ts';
import { quoted } from '../quoted.ts';
import { UsageError } from '../usage-error.ts';
import { parseTsigFile, type TsigKey } from '../values/tsig-key.ts';

/** What dnsperf's -y takes a key without an algorithm for; RFC 8945 §6 asks for HMAC-SHA256 today. */
const DEFAULT_ALGORITHM = { dnsperf: 'hmac-md5.sig-alg.reg.int', others: 'hmac-sha256' } as const;
/** Recommended by RFC 8945 §10. */
const FUDGE_SECONDS = 300;
const CLASS_IN = 1;
/** With room for a name, a key and a signature a query stays below what IPv6 passes everywhere (1,232 octets). */
const MOST_OPTION_OCTETS = 4096;

/** @throws UsageError for a key file that cannot be read, and for more option data than a query should have */
export function completeShaping(
  dialect: Dialect,
  draft: Draft,
  given: GivenOptions,
  context: Pick<OptionContext, 'readTextFile'>,
): ShapingSettings {
  const { queryClass = CLASS_IN, recursionDesired = true, ednsSizeBytes, prefix } = draft;
  const key = draft.tsigFile === undefined ? draft.tsig : readKey(draft.tsigFile, given, context);
  return {
    queryClass,
    recursionDesired,
    ...(ednsSizeBytes !== undefined && { edns: edns(draft, ednsSizeBytes) }),
    ...(key !== undefined && { tsig: tsig(key, dialect) }),
    ...(prefix !== undefined && { prefix }),
  };
}

function edns(
  { dnssecOk = false, ednsOptions = [] }: Draft,
  udpSizeBytes: number,
): NonNullable<ShapingSettings['edns']> {
  const octets = ednsOptions.reduce(
    (sum, option) => sum + (option.kind === 'raw' ? 4 + option.data.length : 0),
    0,
  );
  if (octets > MOST_OPTION_OCTETS) {
    throw new UsageError(
      `EDNS options take ${octets} octets of each query; at most ${MOST_OPTION_OCTETS} can be given`,
    );
  }
  return { udpSizeBytes, dnssecOk, options: ednsOptions };
}

function tsig({ algorithm, keyName, secret }: TsigKey, dialect: Dialect): Tsig {
  const { dnsperf, others } = DEFAULT_ALGORITHM;
  return {
    algorithm: algorithm ?? (dialect === 'dnsperf' ? dnsperf : others),
    keyName,
    secret,
    fudgeSeconds: FUDGE_SECONDS,
  };
}

function readKey(
  path: string,
  given: GivenOptions,
  { readTextFile }: Pick<OptionContext, 'readTextFile'>,
): TsigKey {
  const written = given.get('tsig-file')?.written ?? '--tsig-file';
  let text: string;
  try {
    text = readTextFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${written} cannot be read: ${reason}`, { cause: error });
  }
  const key = parseTsigFile(text);
  if (key !== undefined) return key;
  throw new UsageError(
    `${written}: ${quoted(path)} holds no key; write one as tsig-keygen does, or [ALGORITHM:]NAME:SECRET`,
  );
}
