import type { CheckType, KeepalivedEvent } from '../../model/keepalived-event.ts';
import { figure } from './captured.ts';
import { checkEvent, checkResult } from './check-event.ts';
import type { MessageRow } from './message-table.ts';

const VERDICT_TYPES: ReadonlyMap<string, CheckType> = new Map([
  ['Check', 'unknown'],
  ['TCP_CHECK', 'tcp'],
  ['HTTP_CHECK', 'http'],
  ['SSL_CHECK', 'ssl'],
  ['UDP_CHECK', 'udp'],
  ['ICMP CHECK', 'ping'],
]);

function verdict(checker: string | undefined, real: string | undefined): KeepalivedEvent | undefined {
  const type = checker === undefined ? undefined : VERDICT_TYPES.get(checker);
  return type === undefined ? undefined : checkEvent(type, real, 'failed', { final: true });
}

function attempt(
  type: CheckType,
  real: string | undefined,
  word: string | undefined,
): KeepalivedEvent | undefined {
  const result = checkResult(word);
  if (result === undefined) return undefined;
  return checkEvent(type, real, result, { final: result === 'succeeded' || word === 'failed !!!' });
}

const IGNORED = (): KeepalivedEvent => ({ kind: 'ignored' });

/**
 * What the checkers log, but for HTTP_GET and SSL_GET.
 * Source: keepalived/check/check_{tcp,udp,ping,smtp,dns,misc,bfd}.c at tags v1.1.19 to v2.4.3.
 */
export const CHECK_ROWS: readonly MessageRow[] = [
  // `Check on service` up to 2.0.10 for TCP and HTTP alike, then by type; `retry.` or `retries.`
  {
    text: '{Check|TCP_CHECK|HTTP_CHECK|SSL_CHECK|UDP_CHECK} on service {server} failed.',
    event: ([, checker, real]) => verdict(checker, real),
  },
  {
    text: '{Check|TCP_CHECK|HTTP_CHECK|SSL_CHECK|UDP_CHECK} on service {server} failed after {n} {retry.|retries.}',
    event: ([, checker, real]) => verdict(checker, real),
  },
  // `failed !!!` up to 1.2.19; `timedout.` in 2.0.20
  {
    text: 'TCP connection to {server} {success.|failed !!!|failed.|timeout.|timedout.}',
    event: ([, real, word]) => attempt('tcp', real, word),
  },
  // 2.1 and later
  {
    text: 'UDP connection to {server} {success.|failed.}',
    event: ([, real, word]) => attempt('udp', real, word),
  },
  {
    text: 'UDP check to {server} reply data mismatch.',
    event: ([, real]) => checkEvent('udp', real, 'failed', { detail: 'reply data mismatch' }),
  },
  {
    text: 'ICMP connection to {server} success.',
    event: ([, real]) => checkEvent('ping', real, 'succeeded', { final: true }),
  },
  {
    text: 'ICMP connection to address {server} timeout.',
    event: ([, real]) => checkEvent('ping', real, 'timed-out'),
  },
  {
    text: 'ICMP connection to {server} of {server} failed.',
    event: ([, real, virtual]) => checkEvent('ping', real, 'failed', { virtual }),
  },
  { text: 'ICMP CHECK on service {server} failed.', event: ([, real]) => verdict('ICMP CHECK', real) },
  {
    text: 'ICMP CHECK on service {server} of {server} failed after {n} {retry.|retries.}',
    event: ([, real, virtual]) => checkEvent('ping', real, 'failed', { virtual, final: true }),
  },

  // SMTP; what smtp.c logs of keepalived's own mails is no check.
  { text: 'SMTP_CHECK Remote SMTP server {server} connected', event: IGNORED },
  {
    text: 'SMTP_CHECK {connection failed to create socket.|socket bind failed.} Rescheduling.',
    event: IGNORED,
  },
  { text: 'SMTP_CHECK {server} {<|>} {text}', event: IGNORED },
  // 2.0.20 and later
  {
    text: 'SMTP_CHECK {Network unreachable} for server {server} - real server {server}',
    event: ([, detail, , real]) => checkEvent('smtp', real, 'failed', { detail }),
  },
  {
    text: 'SMTP_CHECK {text} server {server}{text}',
    event: ([, what, real]) =>
      what === undefined
        ? undefined
        : checkEvent('smtp', real, what.toLowerCase().includes('timeout') ? 'timed-out' : 'failed', {
            detail: what,
          }),
  },
  {
    text: 'SMTP_CHECK {Unknown error|Unknown smtp engine state encountered}',
    event: ([, detail]) => checkEvent('smtp', undefined, 'failed', { detail }),
  },
  {
    text: 'Remote SMTP server {server} succeed on service.',
    event: ([, real]) => checkEvent('smtp', real, 'succeeded', { final: true }),
  },

  // 1.3 and later
  { text: 'DNS_CHECK ({server}) {text}', event: ([, real, what]) => dnsCheck(real, what) },
  {
    text: '=> DNS_CHECK: {failed|succeed} on service <=',
    event: ([, word]) =>
      word === undefined
        ? undefined
        : checkEvent('dns', undefined, word === 'failed' ? 'failed' : 'succeeded', { final: true }),
  },

  // Up to 1.4.5; 1.4 and later with a reason
  {
    text: 'Misc check to {server} for [{text}] {success.|succeeded.|failed.|timed out|timed out.}',
    event: ([, real, script, word]) => miscCheck(real, undefined, script, word, ''),
  },
  {
    text: 'Misc check to {server} for [{text}] {failed|timed out} ({text}).',
    event: ([, real, script, word, rest]) => miscCheck(real, undefined, script, word, rest),
  },
  // 2.0 and later; 2.0.20 and later with the retries: ` with retry disabled`, ` on retry 1/3`
  {
    text: 'Misc check for [{server} VS {server}] by [{text}] {success|succeeded|failed|timed out}{text}.',
    event: ([, real, virtual, script, word, rest]) => miscCheck(real, virtual, script, word, rest),
  },
  // 2.0 and later
  {
    text: 'BFD check of [{name}] RS({server}) is {UP|DOWN}',
    event: ([, name, real, word]) => {
      const result = checkResult(word);
      return result === undefined
        ? undefined
        : checkEvent('bfd', real, result, { final: true, detail: name });
    },
  },
  { text: 'Received BFD event: instance {name} is in state {text}', event: IGNORED },
  // The server is not to blame: the checker had no socket.
  {
    text: '{TCP connect|WEB connection|UDP connect|ICMP connect|ICMPv6 connect} fail to create socket. Rescheduling.',
    event: IGNORED,
  },
  { text: '{TCP|WEB} socket bind failed. Rescheduling{?.}', event: IGNORED },
];

const DNS_DEBUG = /^(?:final error=|too small message|ID does not match|receive query message)/;

function dnsCheck(real: string | undefined, what: string | undefined): KeepalivedEvent | undefined {
  if (what === undefined) return undefined;
  if (DNS_DEBUG.test(what) || what.endsWith('Rescheduling.')) return { kind: 'ignored' };
  const result = what.includes('timeout') ? 'timed-out' : 'failed';
  return checkEvent('dns', real, result, { final: what.endsWith(' retries'), detail: what });
}

const STATUS = /exited with status (\d{1,9})/;
const SIGNAL = /due to signal (\d{1,9})/;
const TO_BE_RETRIED = /will do \d+ retr|on retry \d+\/\d+/;

function miscCheck(
  real: string | undefined,
  virtual: string | undefined,
  script: string | undefined,
  word: string | undefined,
  rest: string | undefined,
): KeepalivedEvent | undefined {
  const result = checkResult(word);
  if (result === undefined) return undefined;
  return checkEvent('misc', real, result, {
    virtual,
    final: rest === undefined ? undefined : !TO_BE_RETRIED.test(rest),
    script,
    exitStatus: figure(STATUS.exec(rest ?? '')?.[1]),
    signal: figure(SIGNAL.exec(rest ?? '')?.[1]),
  });
}
