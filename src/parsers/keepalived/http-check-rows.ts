import type { CheckResult } from '../../model/keepalived-event.ts';
import { checkEvent } from './check-event.ts';
import type { MessageRow } from './message-table.ts';

/** One attempt that failed; the checker's verdict is `HTTP_CHECK on service X failed`. */
function attempts(result: CheckResult, texts: readonly string[]): MessageRow[] {
  return texts.map((text) => ({
    text,
    event: ([, detail, real]) => checkEvent('http', real, result, { detail }),
  }));
}

/**
 * What HTTP_GET and SSL_GET log of their attempts; both count as `http` where the line does not tell them apart.
 * Source: keepalived/check/check_http.c at tags v1.1.19 to v2.4.3.
 */
export const HTTP_CHECK_ROWS: readonly MessageRow[] = [
  // 1.2.24 and later; `log_all_failures` from 2.0.20
  ...attempts('failed', [
    '{HTTP status code error to|MD5 digest error to|Regex match failed} server {server}.',
    '{Read error with|Cannot send get request to|Error connecting|Connection failed} server {server}.',
    '{Read, no data received from } server {server}.',
    '{HTTP_CHECK - network unreachable|HTTP/SSL_CHECK - network unreachable} server {server}.',
    '{Read error with} server {server}: {text}',
  ]),
  ...attempts('timed-out', [
    '{Timeout HTTP read|Timeout WEB read|Timeout WEB write|Timeout connecting} server {server}.',
    // Up to 1.2.19
    '{Timeout connect, timeout|Timeout Web read, timeout} server {server}.',
    '{Timeout Read, no data received from } server {server}.',
  ]),
  {
    text: '{SSL handshake/communication error connecting to} server {server}.',
    event: ([, detail, real]) => checkEvent('ssl', real, 'failed', { detail }),
  },
  // Up to 1.2.19
  {
    text: 'HTTP status code error to {server} url({text}), status_code [{n}].',
    event: ([, real, , status]) =>
      checkEvent('http', real, 'failed', {
        detail: status === undefined ? undefined : `HTTP status code ${status}`,
      }),
  },
  {
    text: 'MD5 digest error to {server} url[{text}], MD5SUM [{text}].',
    event: ([, real]) => checkEvent('http', real, 'failed', { detail: 'MD5 digest error' }),
  },
  {
    text: 'Cannot send get request to {server}.',
    event: ([, real]) => checkEvent('http', real, 'failed', { detail: 'Cannot send get request to' }),
  },
  {
    text: 'SSL handshake/communication error connecting to server (openssl errno: {n}) {server}.',
    event: ([, , real]) =>
      checkEvent('ssl', real, 'failed', { detail: 'SSL handshake/communication error connecting to' }),
  },

  // One URL: by number with a full stop up to 2.0.10, by path from 2.0.20; `HTTP` alone from 1.2.24
  {
    text: '{HTTP status code|MD5 digest|Regex match|HTTP|MD5} success to {server} url({text}){?.}',
    event: ([, , real]) => checkEvent('http', real, 'succeeded'),
  },
  // All versions
  {
    text: 'Remote Web server {server} succeed on service.',
    event: ([, real]) => checkEvent('http', real, 'succeeded', { final: true }),
  },
  // 1.4.5 and later
  {
    text: 'http_check for RS {server} VS {server} url {text}: content_length ({n}) does not match received bytes ({n})',
    event: ([, real, virtual]) =>
      checkEvent('http', real, 'failed', {
        virtual,
        detail: 'content_length does not match received bytes',
      }),
  },
];
