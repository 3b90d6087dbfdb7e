import { detached } from '../../../model/detach.ts';

/**
 * A text that a status keeps: the one that the status before has where it is the same, so that history holds it once, and
 * else a copy that does not hold the whole answer of a source in memory.
 */
export function keptText(text: string, before: string | undefined): string {
  return text === before ? before : detached(text);
}

/** The same for texts that many rows of one status share, such as the results of checks. */
export class TextPool {
  private readonly texts = new Map<string, string>();

  take(text: string, before: string | undefined): string {
    if (text === before) return before;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const copy = detached(text);
    this.texts.set(copy, copy);
    return copy;
  }
}
