/** The text is not of this format at all, so that there is nothing to return. The one exception that a parser throws. */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  /**
   * @param expected the format that was expected, such as `HAProxy statistics CSV`
   * @param found the beginning of what came instead
   */
  constructor(expected: string, found: string) {
    const start = found.trimStart().slice(0, 60).replaceAll(/\s+/g, ' ');
    super(
      `not ${expected}: ${start === '' ? 'the text is empty' : `it begins with ${JSON.stringify(start)}`}`,
    );
  }
}
