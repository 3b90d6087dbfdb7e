import { SourceError } from '../../sources/source-error.ts';

/** What an operator can do about a failure; undefined where the source's own sentence says it all. */
export type Advise = (error: SourceError) => string | undefined;

/**
 * Adds advice to the failure of a reading. Sources tell what is so of any file, server or program; what to configure
 * is known where they are used.
 *
 * @throws SourceError of the same kind
 */
export async function withAdvice<Value>(reading: Promise<Value>, advise: Advise): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    const advice = error instanceof SourceError ? advise(error) : undefined;
    if (!(error instanceof SourceError) || advice === undefined) throw error;
    const { kind, message, httpStatus } = error;
    throw new SourceError(kind, `${message}; ${advice}`, { cause: error, httpStatus });
  }
}

/** For what is read up to the max_bytes of its configuration. */
export function maxBytesAdvice({ kind }: SourceError): string | undefined {
  return kind === 'too-large' ? 'raise max_bytes if that is right' : undefined;
}
