import type { IpvsTable } from '../../model/ipvs.ts';
import { joinProblems } from '../../model/problem.ts';
import type { Outcome } from '../../model/snapshot.ts';
import { withTimeout } from '../../sources/abort.ts';
import { runCommand } from '../../sources/command.ts';
import { readTextFile } from '../../sources/file.ts';
import { type ReadLimits, SourceError } from '../../sources/source-error.ts';
import type { Collector } from '../collector.ts';
import type { IpvsSource } from '../config/config.ts';
import { IpvsadmReader } from './ipvs-ipvsadm.ts';
import { IpvsProcReader } from './ipvs-proc.ts';
import {
  type IpvsCollectorDeps,
  type IpvsReading,
  isReadFailure,
  missingPart,
  optionalPart,
  readIpvsText,
} from './ipvs-reading.ts';
import { maxBytesAdvice, withAdvice } from './source-advice.ts';

const DEPS: IpvsCollectorDeps = { runCommand, readTextFile, nowMs: () => performance.now() };

/** How IPVS is read: the whole of it, or the sentence that says why this host has none. */
type Way = (limits: ReadLimits, signal: AbortSignal) => Promise<IpvsReading | Absent>;

interface Absent {
  readonly absent: string;
}

/**
 * Collects the IPVS of this host. `auto` reads through ipvsadm once the kernel has IPVS (ipvsadm itself would load
 * the module), and from /proc where that fails.
 */
export function createIpvsCollector(source: IpvsSource, deps: IpvsCollectorDeps = DEPS): Collector<'ipvs'> {
  const way = wayOf(source, deps);
  return {
    subsystem: 'ipvs',
    source: '',
    target: targetOf(source),
    collect: async (signal): Promise<Outcome<IpvsTable>> => {
      const limits = { signal: withTimeout(signal, source.timeoutMs), maxBytes: source.maxBytes };
      try {
        const reading = await way(limits, signal);
        if ('absent' in reading) return { kind: 'absent', reason: reading.absent };
        return { kind: 'ok', value: reading.table, problems: joinProblems(reading.problems) };
      } catch (error) {
        if (isReadFailure(error)) return { kind: 'failed', reason: error.message };
        throw error;
      }
    },
    close: async () => undefined,
  };
}

function wayOf(source: IpvsSource, deps: IpvsCollectorDeps): Way {
  const ipvsadm = new IpvsadmReader(source.command, deps);
  const proc = new IpvsProcReader(source.procDirectory, deps);
  switch (source.source) {
    case 'auto':
      return auto(source, ipvsadm, proc);
    case 'ipvsadm':
      return async (limits) =>
        withConnections(await ipvsadm.read(limits), source, () => ipvsadm.readConnections(limits));
    case 'proc':
      return async (limits) =>
        withConnections(await proc.read(limits), source, () => proc.readConnections(limits));
    case 'file': {
      const path = source.file ?? '';
      return async (limits) =>
        readIpvsText(await withAdvice(deps.readTextFile(path, limits), maxBytesAdvice), path);
    }
    case 'off':
      return async () => ({ absent: 'ipvs is switched off' });
  }
}

function auto(source: IpvsSource, ipvsadm: IpvsadmReader, proc: IpvsProcReader): Way {
  return async (limits, signal) => {
    const totals = await absentWithoutKernel(proc.readTotals(limits));
    if ('absent' in totals) return totals;
    const base = await readEither(source, ipvsadm, proc, limits, signal);
    const table = { ...totals.table, ...base.table };
    return withConnections({ table, problems: [...base.problems, ...totals.problems] }, source, () =>
      proc.readConnections(limits),
    );
  };
}

/** The kernel's totals, which are there whenever IPVS is. */
async function absentWithoutKernel(totals: Promise<IpvsReading>): Promise<IpvsReading | Absent> {
  try {
    return await totals;
  } catch (error) {
    if (error instanceof SourceError && error.kind === 'not-found') {
      return { absent: `${error.message}: the kernel module ip_vs is not loaded` };
    }
    return optionalPart(Promise.reject(error));
  }
}

/** ipvsadm that is not installed is a choice; one that fails is a problem, though /proc stands in for it. */
async function readEither(
  source: IpvsSource,
  ipvsadm: IpvsadmReader,
  proc: IpvsProcReader,
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<IpvsReading> {
  try {
    return await ipvsadm.read(limits);
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    const instead = withTimeout(signal, source.timeoutMs);
    const base = await proc.read({ ...limits, signal: instead }).catch((procError: unknown) => {
      if (!isReadFailure(procError)) throw procError;
      throw new SourceError('io', `${error.message}; ${procError.message}`, { cause: procError });
    });
    if (error instanceof SourceError && error.kind === 'not-found') return base;
    const { problems } = missingPart(`${error.message}; read from ${source.procDirectory} instead`);
    return { table: base.table, problems: [...problems, ...base.problems] };
  }
}

/** Counting costs time for each connection, so that it is done only while the table tells of few enough. */
async function withConnections(
  reading: IpvsReading,
  { connectionLimit }: IpvsSource,
  read: () => Promise<IpvsReading>,
): Promise<IpvsReading> {
  if (connectionsTold(reading.table) > connectionLimit || connectionLimit === 0) return reading;
  const { table, problems } = await optionalPart(read());
  return {
    table: { ...table, ...reading.table },
    problems: [...reading.problems, ...problems],
  };
}

function connectionsTold(table: IpvsTable): number {
  return table.virtualServers
    .flatMap(({ realServers }) => realServers)
    .reduce((sum, real) => sum + (real.activeConnections ?? 0) + (real.inactiveConnections ?? 0), 0);
}

function targetOf(source: IpvsSource): string {
  const command = source.command.join(' ');
  switch (source.source) {
    case 'auto':
      return `${command}, ${source.procDirectory}/ip_vs`;
    case 'ipvsadm':
      return command;
    case 'proc':
      return `${source.procDirectory}/ip_vs`;
    case 'file':
      return source.file ?? '';
    case 'off':
      return 'off';
  }
}
