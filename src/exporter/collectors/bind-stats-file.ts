import type { BindServer } from '../../model/bind.ts';
import type { Outcome } from '../../model/snapshot.ts';
import { parseNamedStats } from '../../parsers/bind/named-stats.ts';
import { type LastDump, LastDumpFinder } from '../../parsers/bind/named-stats-last-dump.ts';
import type { BackwardsFile } from '../../sources/read-backwards.ts';
import { SourceError } from '../../sources/source-error.ts';

/** A dump of 100,000 zones with all their counters is about as large; what is further from the end is not looked for. */
export const LOOK_BACK_BYTES = 64 * 1024 * 1024;

export interface StatsFileOptions {
  readonly path: string;
  /** False leaves out all that is told by zone. */
  readonly zones: boolean;
  readonly openBackwards: (path: string) => Promise<BackwardsFile>;
}

type Read = Outcome<BindServer> & { readonly kind: 'ok' };

/** Reads the last whole dump of a named.stats, and parses it again only when the file has changed. */
export class StatsFile {
  private readonly options: StatsFileOptions;
  private last: { readonly identity: string; readonly outcome: Read } | undefined;

  constructor(options: StatsFileOptions) {
    this.options = options;
  }

  /**
   * @returns `ok`, the very same object again while the file is the same, or `failed`
   */
  async read(signal: AbortSignal): Promise<Outcome<BindServer>> {
    try {
      const file = await this.options.openBackwards(this.options.path);
      try {
        if (this.last?.identity === file.identity) return this.last.outcome;
        return await this.readChanged(file, signal);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (error instanceof SourceError) return { kind: 'failed', reason: this.reason(error) };
      throw error;
    }
  }

  private async readChanged(file: BackwardsFile, signal: AbortSignal): Promise<Outcome<BindServer>> {
    const { path, zones } = this.options;
    if (file.sizeBytes === 0) {
      return { kind: 'failed', reason: `${path} is empty; named writes it when asked by "rndc stats"` };
    }
    const dump = await lastDump(file, signal);
    if (typeof dump === 'string') return { kind: 'failed', reason: `${path} ${dump}` };
    const { records, problems } = parseNamedStats(dump.text, { zones });
    const state = { sizeBytes: file.sizeBytes, complete: dump.complete };
    const outcome: Read = { kind: 'ok', value: { stats: records, file: state }, problems };
    this.last = { identity: file.identity, outcome };
    return outcome;
  }

  private reason({ kind, message }: SourceError): string {
    if (kind === 'not-found') return `${message}; named writes it when asked by "rndc stats"`;
    if (kind === 'too-large')
      return `${this.options.path} has no complete statistics dump in its last 64 MiB`;
    return message;
  }
}

/** @returns the dump, or what is wrong with the file */
async function lastDump(file: BackwardsFile, signal: AbortSignal): Promise<LastDump | string> {
  const finder = new LastDumpFinder();
  for await (const chunk of file.chunks({ signal, maxBytes: LOOK_BACK_BYTES })) {
    const dump = finder.prepend(chunk);
    if (dump !== undefined) return dump;
  }
  return finder.sawMarker
    ? 'has no complete statistics dump: named is writing its first one, or was stopped while it did'
    : 'has no statistics dump; is it the statistics-file of named.conf?';
}
