/** The input gives nothing to send, in one line for an operator: the run cannot start. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
