import type { RunSettings, TransportName } from '../settings.ts';
import { loadLibc, NoLibcError } from '../transport/mmsg/libc.ts';

/** What queries travel by, and what of the settings it can do. */
export interface TransportChoice {
  readonly transport: TransportName;
  /** Why it is not the one that would be faster; empty where nothing is. */
  readonly reason: string;
  readonly timestamps: RunSettings['timestamps'];
  readonly gso: boolean;
  /** What was asked for and will not be, one line each. */
  readonly warnings: readonly string[];
}

/**
 * Chooses a transport: the C library's calls where they can be had, else what Node.js has.
 * @param load finds out whether they can
 */
export function chooseTransport(
  { mode, transport, timestamps, gso }: Pick<RunSettings, 'mode' | 'transport' | 'timestamps' | 'gso'>,
  load: () => unknown = loadLibc,
): TransportChoice {
  const plain = { reason: '', timestamps: 'user', gso: false, warnings: [] } as const;
  if (mode !== 'udp') return { ...plain, transport: 'stream' };
  if (transport === 'dgram') return { ...plain, transport: 'dgram' };
  const reason = reasonAgainst(load);
  if (reason === '') return { transport: 'mmsg', reason, timestamps, gso: gso === 'on', warnings: [] };
  const warnings =
    timestamps === 'kernel' ? ["time stamps are the program's: the kernel's come with mmsg alone"] : [];
  return { ...plain, transport: 'dgram', reason, warnings };
}

function reasonAgainst(load: () => unknown): string {
  try {
    load();
    return '';
  } catch (error) {
    if (!(error instanceof NoLibcError)) throw error;
    return error.message;
  }
}
