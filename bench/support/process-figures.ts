import { readFileSync } from 'node:fs';

/** Ticks of a second in /proc: USER_HZ, 100 on every architecture of Linux that Node.js runs on (time(7)). */
const TICKS_PER_SECOND = 100;

/** Memory of a process in MiB: what it has and the most that it had (proc(5), VmRSS and VmHWM). */
export function memoryMiB(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

/** Processor time that a process took so far, in the kernel too (proc(5), utime and stime). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold blanks; the third field is the first behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [utime, stime] = [fields[11], fields[12]];
  return (Number(utime) + Number(stime)) / TICKS_PER_SECOND;
}
