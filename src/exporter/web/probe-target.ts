import type { ProbeModule } from '../config/config.ts';
import { quoted } from './quoted.ts';

export type ProbeTarget =
  | { readonly kind: 'target'; readonly url: string; readonly host: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** Where each subsystem's statistics usually are, for a target that is only host:port. */
const USUAL_PATH: Readonly<Record<ProbeModule['kind'], string>> = { haproxy: '/;csv', bind: '/' };

const LONGEST = 2048;
const HOST_AND_PORT = /^(?:[^/?#:[\]@]+|\[[^/?#[\]@]+\]):\d{1,5}$/;
/** What stands before the path; the URL parser takes any number of slashes after the scheme. */
const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*:\/+)?([^/?#]*)/i;
/** The URL parser drops some of these and turns others into slashes, so that people and program would read different targets. */
const MISLEADING = /[\s\p{Cc}\p{Cf}\\]/u;

/**
 * Reads the target of /probe: `host:port` or an http(s) URL. The host comes back as the URL parser has it, which
 * is also what is connected to: `127.1` and `2130706433` are both 127.0.0.1 to either.
 */
export function parseProbeTarget(text: string, kind: ProbeModule['kind']): ProbeTarget {
  const wrong = (why: string): ProbeTarget => ({
    kind: 'wrong',
    reason: `target ${quoted(text)} ${why}; write host:port or a URL`,
  });
  if (text.length > LONGEST) return wrong(`is longer than ${LONGEST} characters`);
  if (MISLEADING.test(text)) return wrong('holds a space, a backslash or an invisible character');
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (isUrl && !/^https?:/i.test(text)) return wrong('is neither http nor https');
  if (AUTHORITY.exec(text)?.[1]?.includes('@')) {
    return wrong("carries a user or password, which belong in the module's configuration");
  }
  if (!isUrl && !HOST_AND_PORT.test(text)) return wrong('is not host:port');
  const candidate = isUrl ? text : `http://${text}${USUAL_PATH[kind]}`;
  if (!URL.canParse(candidate)) return wrong('is not a valid address');
  const url = new URL(candidate);
  url.hash = '';
  return { kind: 'target', url: url.href, host: url.hostname };
}
