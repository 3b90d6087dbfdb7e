/**
 * HAProxy answers CSV where its statistics URI is followed by `;csv` (src/stats.c, `uri_auth`: the options stand
 * behind the URI, and the URI may itself have a query). An address without it is that of the page for people.
 */
export function withCsvOption(url: URL): string {
  return /;csv(?:;|$)/.test(url.href) ? url.href : `${url.href};csv`;
}
