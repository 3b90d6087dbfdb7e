import { HEADER_BYTES, MAX_LABEL_BYTES } from '../wire/constants.ts';
import { createEdns } from './edns.ts';
import { type LabelWriter, numberLabel, randomLabel } from './label-writer.ts';
import type { QueryShape } from './query-shape.ts';
import type { ShapingSettings } from './shaping-settings.ts';
import { createTsigSigner } from './tsig-signer.ts';

const RECURSION_DESIRED = 0x01;

/** What a worker has of its own. */
export interface QueryShapeDeps {
  /** Cryptographic: client cookies come from it (RFC 7873 §7.1 wants them unguessable). */
  readonly randomBytes: (size: number) => Uint8Array;
  /** Starts the random labels; workers with different ones send different labels. */
  readonly seed: number;
}

/**
 * The shape of one worker's queries. A worker has one for each server that it sends to at a time, for a cookie is
 * learned from one server and meant for it.
 *
 * @throws RangeError for settings that no message can have, naming the value and what would be right
 */
export function createQueryShape(settings: ShapingSettings, deps: QueryShapeDeps): QueryShape {
  const edns = settings.edns && createEdns(settings.edns, deps.randomBytes);
  const signer = settings.tsig && createTsigSigner(settings.tsig);
  const writePrefix = settings.prefix && labelWriter(settings.prefix, deps.seed);
  const nothing = new Uint8Array();
  const prefixBytes = settings.prefix === undefined ? 0 : settings.prefix.length + 1;
  return {
    header: encodeHeader(settings.recursionDesired, edns === undefined ? 0 : 1),
    get tail() {
      return edns?.record ?? nothing;
    },
    overheadBytes: HEADER_BYTES + prefixBytes + (edns?.maxBytes ?? 0) + (signer?.recordBytes ?? 0),
    ...(writePrefix && { writePrefix }),
    ...(signer && { sign: signer.sign, signatureBytes: signer.recordBytes }),
    ...(edns?.learn && { learn: edns.learn }),
  };
}

/** Opcode QUERY, one question, and the OPT record among the additional ones (RFC 1035 §4.1.1). */
function encodeHeader(recursionDesired: boolean, additionals: number): Uint8Array {
  return Uint8Array.of(recursionDesired ? RECURSION_DESIRED : 0, 0, 0, 1, 0, 0, 0, 0, 0, additionals);
}

function labelWriter(prefix: NonNullable<ShapingSettings['prefix']>, seed: number): LabelWriter {
  const { kind, length } = prefix;
  if (!Number.isInteger(length) || length < 1 || length > MAX_LABEL_BYTES) {
    throw new RangeError(`prefix length ${length}: a label has 1 to ${MAX_LABEL_BYTES} characters`);
  }
  return kind === 'random' ? randomLabel(length, seed) : numberLabel(length);
}
