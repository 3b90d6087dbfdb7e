/** A run cannot begin; one line that names the value and says what to do. Exit status 1. */
export class RunError extends Error {
  override readonly name = 'RunError';
}
