import { expect, test } from 'vitest';
import { HTTP_CHECK_ROWS } from '../../../src/parsers/keepalived/http-check-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  [
    'HTTP status code error to server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'HTTP status code error to',
    },
  ],
  [
    'MD5 digest error to server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'MD5 digest error to',
    },
  ],
  [
    'Regex match failed server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Regex match failed',
    },
  ],
  [
    'Read error with server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Read error with',
    },
  ],
  [
    'Cannot send get request to server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Cannot send get request to',
    },
  ],
  [
    'Error connecting server [192.168.0.4]:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Error connecting',
    },
  ],
  [
    'Connection failed server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Connection failed',
    },
  ],
  [
    'Read, no data received from  server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Read, no data received from ',
    },
  ],
  [
    'SSL handshake/communication error connecting to server [192.168.51.3]:tcp:443.',
    {
      kind: 'check',
      type: 'ssl',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 443 },
      result: 'failed',
      final: false,
      detail: 'SSL handshake/communication error connecting to',
    },
  ],
  [
    'HTTP_CHECK - network unreachable server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'HTTP_CHECK - network unreachable',
    },
  ],
  [
    'HTTP/SSL_CHECK - network unreachable server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'HTTP/SSL_CHECK - network unreachable',
    },
  ],
  [
    'Read error with server [192.168.0.4]:80: Connection reset by peer',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Read error with',
    },
  ],
  [
    'Timeout HTTP read server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout HTTP read',
    },
  ],
  [
    'Timeout WEB read server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout WEB read',
    },
  ],
  [
    'Timeout WEB write server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout WEB write',
    },
  ],
  [
    'Timeout connecting server [192.168.51.3]:tcp:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout connecting',
    },
  ],
  [
    'Timeout connect, timeout server [192.168.0.4]:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout connect, timeout',
    },
  ],
  [
    'Timeout Web read, timeout server [192.168.0.4]:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout Web read, timeout',
    },
  ],
  [
    'Timeout Read, no data received from  server [192.168.0.4]:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'timed-out',
      final: false,
      detail: 'Timeout Read, no data received from ',
    },
  ],
  [
    'HTTP status code error to [192.168.0.4]:80 url(/index.html), status_code [503].',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: false,
      detail: 'HTTP status code 503',
    },
  ],
  [
    'MD5 digest error to [192.168.0.4]:80 url[/index.html], MD5SUM [9e107d9d372bb6826bd81d3542a419d6].',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: false,
      detail: 'MD5 digest error',
    },
  ],
  [
    'Cannot send get request to [192.168.0.4]:80.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: false,
      detail: 'Cannot send get request to',
    },
  ],
  [
    'SSL handshake/communication error connecting to server (openssl errno: 1) [192.168.0.4]:443.',
    {
      kind: 'check',
      type: 'ssl',
      real: { address: '192.168.0.4', port: 443 },
      result: 'failed',
      final: false,
      detail: 'SSL handshake/communication error connecting to',
    },
  ],
  [
    'HTTP status code success to [192.168.0.4]:80 url(1).',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'succeeded',
      final: false,
    },
  ],
  [
    'HTTP status code success to [192.168.51.3]:tcp:80 url(/)',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'succeeded',
      final: false,
    },
  ],
  [
    'MD5 digest success to [192.168.0.4]:80 url(2).',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'succeeded',
      final: false,
    },
  ],
  [
    'HTTP success to [192.168.0.4]:80 url(1).',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.0.4', port: 80 },
      result: 'succeeded',
      final: false,
    },
  ],
  [
    'Regex match success to [192.168.51.3]:tcp:80 url(/health)',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'succeeded',
      final: false,
    },
  ],
  [
    'Remote Web server [192.168.51.3]:tcp:80 succeed on service.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'succeeded',
      final: true,
    },
  ],
  [
    'http_check for RS [192.168.51.3]:tcp:80 VS [192.168.50.201]:tcp:80 url www.example.com/: content_length (120) does not match received bytes (60)',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
      detail: 'content_length does not match received bytes',
    },
  ],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(HTTP_CHECK_ROWS, CASES)).toEqual([]);
});
