/** @typedef {import('./time-window.js').HistoryAnswer} HistoryAnswer */

/**
 * The last minutes of all figures and events.
 *
 * @returns {Promise<HistoryAnswer | undefined>} undefined where the server does not answer now
 */
export async function loadHistory() {
  return loadJson('/history.json');
}

/**
 * Events that came after one.
 *
 * @param {number} sinceId
 * @returns {Promise<readonly import('./events.js').EventJson[]>}
 */
export async function loadEvents(sinceId) {
  const answer = await loadJson(`/events?since=${sinceId}`);
  return answer?.events ?? [];
}

/** @param {string} url */
async function loadJson(url) {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return await answer.json();
  } catch (error) {
    // Graphs stay as they are; the state of the connection is told by the stream.
    console.info(String(error));
    return undefined;
  }
}
