import { createSecureContext } from 'node:tls';
import { readTextFile } from '../../sources/file.ts';
import { SourceError } from '../../sources/source-error.ts';
import { defined, whenDefined } from './defined.ts';
import type { TlsServerFiles, TlsVersion } from './web-config.ts';

/** Options for `https.createServer`, and for `server.setSecureContext` when certificates were renewed. */
export interface TlsServerOptions {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
  readonly requestCert: boolean;
  readonly rejectUnauthorized: boolean;
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
}

const MOST_BYTES = 2 ** 20;

/**
 * Reads certificate, key and client authority, and makes sure that a server can use them.
 *
 * @throws SourceError that names the files
 */
export async function readTlsServerOptions(
  files: TlsServerFiles,
  signal: AbortSignal,
): Promise<TlsServerOptions> {
  const read = (path: string): Promise<string> => readTextFile(path, { signal, maxBytes: MOST_BYTES });
  const [cert, key, ca] = await Promise.all([
    read(files.certFile),
    read(files.keyFile),
    whenDefined(files.clientCaFile, read),
  ]);
  // An empty text is no certificate to Node, but an option that was not given.
  expectPem(files.certFile, cert, 'CERTIFICATE');
  expectPem(files.keyFile, key, 'PRIVATE KEY');
  if (files.clientCaFile !== undefined) expectPem(files.clientCaFile, ca ?? '', 'CERTIFICATE');
  const options = {
    cert,
    key,
    ...defined({ ca }),
    requestCert: files.clientCertificate !== 'none',
    rejectUnauthorized: files.clientCertificate === 'required',
    minVersion: files.minVersion,
    maxVersion: files.maxVersion,
  };
  try {
    createSecureContext(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new SourceError(
      'tls',
      `${files.certFile} and ${files.keyFile} cannot be used: ${reason}; write a certificate and its own key`,
      { cause: error },
    );
  }
  return options;
}

/** RFC 7468; keys are `PRIVATE KEY`, `EC PRIVATE KEY` or `RSA PRIVATE KEY`. */
function expectPem(path: string, text: string, label: string): void {
  if (new RegExp(`^-----BEGIN (?:[A-Z]+ )?${label}-----$`, 'm').test(text)) return;
  throw new SourceError('tls', `${path} holds no ${label.toLowerCase()}; write one in PEM format`);
}
