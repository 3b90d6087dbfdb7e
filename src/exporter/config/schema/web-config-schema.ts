import type { z } from 'zod';
import { named, section } from '../../../yaml/sections.ts';
import { checkedText, filePath, oneOf } from '../../../yaml/values.ts';
import { secretCheck, truthOf } from './values.ts';

/** The cost is a power of two; 15 takes seconds for each login, and the toolkit's 31 a day. */
const BCRYPT = /^\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/;

/** What RFC 9110 section 5.5 lets stand in a header, without the bytes that Node would have to guess at. */
const header = (...words: readonly string[]) => {
  const advice = words.length === 0 ? 'write one line of printable ASCII' : `write ${words.join(' or ')}`;
  return checkedText(advice, (text) =>
    words.length === 0 ? /^[\x20-\x7e]*$/.test(text) : text === '' || words.includes(text),
  ).optional();
};

const tlsServer = section({
  cert_file: filePath(),
  key_file: filePath(),
  client_auth_type: oneOf(['NoClientCert', 'RequestClientCert', 'RequireAndVerifyClientCert']).optional(),
  client_ca_file: filePath().optional(),
  min_version: oneOf(['TLS12', 'TLS13']).optional(),
  max_version: oneOf(['TLS12', 'TLS13']).optional(),
});

const httpServer = section({
  http2: truthOf(false, 'write false or remove it: vipscope speaks HTTP/1.1').optional(),
  headers: section({
    'Content-Security-Policy': header(),
    'Strict-Transport-Security': header(),
    'X-Content-Type-Options': header('nosniff'),
    'X-Frame-Options': header('deny', 'sameorigin'),
    'X-XSS-Protection': header(),
  }).optional(),
});

const bcryptHash = () =>
  secretCheck(
    'is not a bcrypt hash of cost 4 to 15; make one with htpasswd -nBC 10 "" and write it in quotes',
    (text) => BCRYPT.test(text),
  );

/** The web configuration file of Prometheus's exporter-toolkit, as far as it is supported. */
export const webConfigSchema = section({
  tls_server_config: tlsServer.optional(),
  http_server_config: httpServer.optional(),
  basic_auth_users: named(bcryptHash(), 'write a mapping of user names to bcrypt hashes').optional(),
});

export type WrittenWebConfig = z.output<typeof webConfigSchema>;

/** Keys of the toolkit's format that do nothing here, and what does. */
export const REFUSED_WEB_KEYS: Readonly<Record<string, string>> = {
  cert: 'write the certificate into a file and its path as cert_file',
  key: 'write the key into a file and its path as key_file',
  client_ca: 'write the certificate into a file and its path as client_ca_file',
  client_allowed_sans: 'let client_ca_file hold an authority that signs only those clients',
  cipher_suites: "remove it: OpenSSL's choice for the TLS versions is used",
  prefer_server_cipher_suites: "remove it: OpenSSL's choice for the TLS versions is used",
  curve_preferences: "remove it: OpenSSL's choice for the TLS versions is used",
  rate_limit: 'put a reverse proxy in front, or lower web.max_connections',
};
