import { createConnection } from 'node:net';
import { abortError, errorCode } from './abort.ts';
import { readBoundedText } from './bounded-text.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

/**
 * Sends one line to a unix socket and reads until the other side closes, as HAProxy's command line works
 * (HAProxy management guide, section 9.3: one command line a connection unless `prompt` was asked for).
 *
 * @throws SourceError
 */
export async function askUnixSocket(path: string, command: string, limits: ReadLimits): Promise<string> {
  if (limits.signal.aborted) throw abortError(limits.signal, path);
  const socket = createConnection({ path });
  const abort = (): void => void socket.destroy(abortError(limits.signal, path));
  limits.signal.addEventListener('abort', abort, { once: true });
  try {
    socket.write(`${command}\n`);
    const answer = await readBoundedText(socket, path, limits);
    if (answer === '') throw new SourceError('cut-short', `${path} closed the connection without an answer`);
    return answer;
  } catch (error) {
    // connect(2): EACCES is for want of write permission.
    if (errorCode(error) === 'EACCES') {
      const reason = `${path} may not be written to by this user; grant it write access`;
      throw new SourceError('permission', reason, { cause: error });
    }
    throw systemError(error, path);
  } finally {
    limits.signal.removeEventListener('abort', abort);
    socket.destroy();
  }
}
