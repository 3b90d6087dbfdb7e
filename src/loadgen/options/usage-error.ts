/** The command line is wrong; the message says what would be right, in one line. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
