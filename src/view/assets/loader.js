const TIMEOUT_MS = 30_000;

/** An answer that another attempt would not change. */
export class RefusedError extends Error {}

/**
 * Fetches the page as the server writes it now.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<Document>}
 * @throws {RefusedError} where the answer is no page and will not be one
 */
export async function loadDocument(url, signal) {
  const limit = new AbortController();
  const abort = () => limit.abort();
  const timer = setTimeout(abort, TIMEOUT_MS);
  signal.addEventListener('abort', abort);
  try {
    const answer = await fetch(url, { headers: { accept: 'text/html' }, signal: limit.signal });
    if (answer.status >= 400 && answer.status < 500) throw new RefusedError(`${url}: ${answer.status}`);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
