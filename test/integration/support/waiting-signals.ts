import { readFileSync } from 'node:fs';

/** Signals that the kernel has not delivered to the process yet, a bit for each (proc(5), ShdPnd). */
export function waitingSignals(pid: number): bigint {
  const [, bits = '0'] = /^ShdPnd:\s+([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return BigInt(`0x${bits}`);
}
