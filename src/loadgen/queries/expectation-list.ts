import { InputError } from './input-error.ts';
import type { InputLimits } from './input-limits.ts';

/** Expectations of the input's lines, each text once. */
export class ExpectationList {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #limits: InputLimits;
  #characters = 0;

  constructor(limits: InputLimits) {
    this.#limits = limits;
  }

  /** @returns the text's index + 1 @throws InputError where there are more than memory should hold */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#characters += text.length;
    const { expectations, expectationCharacters } = this.#limits;
    if (this.texts.length >= expectations) {
      throw new InputError(`more than ${expectations} different expectations: give fewer in one run`);
    }
    if (this.#characters > expectationCharacters) {
      throw new InputError(
        `expectations of more than ${expectationCharacters} characters: give fewer in one run`,
      );
    }
    const number = this.texts.push(text);
    this.#numbers.set(text, number);
    return number;
  }
}
