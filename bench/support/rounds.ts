/** A contender: one run gives one figure, such as milliseconds. */
export interface Contender {
  readonly name: string;
  readonly run: () => number | Promise<number>;
}

export interface Comparison {
  readonly name: string;
  readonly median: number;
  readonly figures: readonly number[];
}

/** Lets contenders run in turn, so that the machine's moods meet all of them, after one round that does not count. */
export async function compareInTurn(contenders: readonly Contender[], rounds: number): Promise<Comparison[]> {
  const figures = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const figure = await contender.run();
      if (round >= 0) figures[index]?.push(figure);
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    median: median(figures[index] ?? []),
    figures: figures[index] ?? [],
  }));
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** Prints medians, ranges, and the ratio of the first contender's median to each other's. */
export function printComparison(title: string, unit: string, results: readonly Comparison[]): void {
  const [ours] = results;
  process.stdout.write(`${title}\n`);
  for (const { name, median: middle, figures } of results) {
    const range = `${Math.min(...figures).toFixed(1)} to ${Math.max(...figures).toFixed(1)}`;
    const ratio =
      ours === undefined || name === ours.name ? '' : `   ratio ${(ours.median / middle).toFixed(2)}`;
    process.stdout.write(
      `  ${name.padEnd(34)} ${middle.toFixed(1).padStart(9)} ${unit}  (${range}, ${figures.length} rounds)${ratio}\n`,
    );
  }
}
