import { dirname, resolve } from 'node:path';
import { showText } from '../../text/show-value.ts';
import { checkDocument } from '../../yaml/check-document.ts';
import { type Condition, type ConditionsAt, findAll, type LocatedFinding } from '../../yaml/conditions.ts';
import { defined, whenDefined } from './defined.ts';
import { REFUSED_WEB_KEYS, type WrittenWebConfig, webConfigSchema } from './schema/web-config-schema.ts';

/** Who may connect to the web server, and how. */
export interface WebConfig {
  /** Absent: plain HTTP. */
  readonly tls?: TlsServerFiles;
  /** bcrypt hashes by user name; none: everybody is let in. */
  readonly users: ReadonlyMap<string, string>;
  /** Headers added to every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface TlsServerFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile?: string;
  readonly clientCertificate: ClientCertificate;
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
}

/** `asked`: a client may show one, which is not verified. `required`: it must show one that the CA has signed. */
export type ClientCertificate = 'none' | 'asked' | 'required';
export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

const CLIENT_CERTIFICATE = {
  NoClientCert: 'none',
  RequestClientCert: 'asked',
  RequireAndVerifyClientCert: 'required',
} as const satisfies Record<string, ClientCertificate>;

const TLS_VERSION = { TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' } as const satisfies Record<string, TlsVersion>;

/**
 * Reads a web configuration in the format of Prometheus's exporter-toolkit. Does no I/O.
 *
 * @param fileName path of the text, for messages; relative paths in it are relative to its directory
 * @throws ConfigError with every mistake; a key of the toolkit that is not supported is one
 */
export function loadWebConfig(text: string, fileName: string, workingDirectory: string): WebConfig {
  const written = checkDocument(text, fileName, {
    schema: webConfigSchema,
    findings: webFindings,
    refusedKeys: REFUSED_WEB_KEYS,
  });
  const directory = resolve(workingDirectory, dirname(fileName));
  const headers = Object.entries(written.http_server_config?.headers ?? {});
  return {
    ...defined({ tls: whenDefined(written.tls_server_config, (tls) => tlsServer(tls, directory)) }),
    users: new Map(Object.entries(written.basic_auth_users ?? {})),
    // As in the toolkit, a blank value leaves the header out.
    headers: Object.fromEntries(headers.flatMap(([name, value]) => (value ? [[name, value]] : []))),
  };
}

type WrittenTlsServer = NonNullable<WrittenWebConfig['tls_server_config']>;

function tlsServer(written: WrittenTlsServer, directory: string): TlsServerFiles {
  const absolute = (path: string): string => resolve(directory, path);
  return {
    certFile: absolute(written.cert_file),
    keyFile: absolute(written.key_file),
    ...defined({ clientCaFile: whenDefined(written.client_ca_file, absolute) }),
    clientCertificate: CLIENT_CERTIFICATE[written.client_auth_type ?? 'NoClientCert'],
    minVersion: TLS_VERSION[written.min_version ?? 'TLS12'],
    maxVersion: TLS_VERSION[written.max_version ?? 'TLS13'],
  };
}

const clientCaFits: Condition = (mapping) => {
  const required = mapping['client_auth_type'] === 'RequireAndVerifyClientCert';
  if (required === 'client_ca_file' in mapping) return [];
  return required
    ? [
        {
          key: 'client_auth_type',
          text: 'has client_auth_type: RequireAndVerifyClientCert without client_ca_file; add the authority that signs the clients',
        },
      ]
    : [
        {
          key: 'client_ca_file',
          text: 'has client_ca_file, which checks nobody; add client_auth_type: RequireAndVerifyClientCert',
        },
      ];
};

const versionsFit: Condition = (mapping) =>
  mapping['min_version'] === 'TLS13' && mapping['max_version'] === 'TLS12'
    ? [{ key: 'max_version', text: 'has max_version TLS12 below min_version TLS13; exchange them' }]
    : [];

/** RFC 7617 section 2: what stands before the first colon is the name. */
const usersCanLogIn: Condition = (mapping) =>
  Object.keys(mapping)
    .filter((user) => user === '' || user.includes(':'))
    .map((user) => ({
      key: user,
      text: `has the user '${showText(user)}', who can never log in; write a name without ':'`,
    }));

const WEB_CONDITIONS: readonly ConditionsAt[] = [
  { at: ['tls_server_config'], conditions: [clientCaFits, versionsFit] },
  { at: ['basic_auth_users'], conditions: [usersCanLogIn] },
];

function webFindings(value: unknown): LocatedFinding[] {
  return findAll(value, WEB_CONDITIONS);
}
