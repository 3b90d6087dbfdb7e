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
    const authority = files.clientCaFile === undefined ? '' : ` and ${files.clientCaFile}`;
    throw new SourceError(
      'tls',
      `${files.certFile} and its key ${files.keyFile}${authority} cannot be used: ${reason}; write PEM files that belong together`,
      { cause: error },
    );
  }
  return options;
}
