import type { LoadedQueries, LoadOptions } from '../../../src/loadgen/queries/load-queries.ts';
import { loadQueries } from '../../../src/loadgen/queries/load-queries.ts';
import type { QueryPool } from '../../../src/loadgen/queries/query-pool.ts';
import { passLength } from '../../../src/loadgen/queries/query-pool.ts';
import { questionText } from '../../../src/loadgen/queries/question-text.ts';
import type { InputSettings } from '../../../src/loadgen/settings.ts';

/** Contents of files, by name: text, bytes, or chunks as they arrive. */
export type Files = Readonly<Record<string, string | Uint8Array | Iterable<Uint8Array>>>;

/** What was loaded, and what was said meanwhile. */
export interface Loaded extends LoadedQueries {
  readonly warnings: readonly string[];
}

/** Loads from memory. A single text is `queries.txt`. */
export async function load(
  contents: string | Files,
  input: Partial<InputSettings> = {},
  options: Partial<LoadOptions> = {},
): Promise<Loaded> {
  const files: Files = typeof contents === 'string' ? { 'queries.txt': contents } : contents;
  const warnings: string[] = [];
  const loaded = await loadQueries(
    {
      files: Object.keys(files),
      format: 'text',
      ignoreDirectives: false,
      segment: { index: 1, count: 1 },
      shuffle: false,
      ...input,
    },
    { queryClass: 1, prefixBytes: 0, keepExpectations: false, ...options },
    { open: (path) => chunksOf(files[path] ?? ''), warn: (line) => warnings.push(line) },
  );
  return { ...loaded, warnings };
}

async function* chunksOf(content: string | Uint8Array | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Every query of the pool as text. */
export function questionsOf(pool: QueryPool): string[] {
  return Array.from({ length: pool.count }, (_, query) => questionText(pool, query));
}

/** What a pass sends, in its order. */
export function passOf(pool: QueryPool): string[] {
  const texts = questionsOf(pool);
  return Array.from({ length: passLength(pool) }, (_, place) => texts[pool.order?.[place] ?? place] ?? '');
}

/** Wire form of a query, as hex. */
export function wireOf(pool: QueryPool, query: number): string {
  return Buffer.from(pool.questions.subarray(pool.offsets[query], pool.offsets[query + 1])).toString('hex');
}
