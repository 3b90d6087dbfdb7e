import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { fileErrorText } from '../../text/file-error-text.ts';
import type { RunSettings } from '../settings.ts';
import type { StreamPlan } from '../transport/transport.ts';
import { RunError } from './run-error.ts';

/** How connections are made and used. @throws RunError for a file of certificates that cannot be read */
export function streamPlan(
  settings: Pick<RunSettings, 'mode' | 'tls' | 'server' | 'queriesPerConnection'>,
): StreamPlan {
  return {
    queriesPerConnection: settings.queriesPerConnection ?? Number.POSITIVE_INFINITY,
    tls: settings.mode === 'dot' ? tlsPlan(settings) : undefined,
  };
}

function tlsPlan({ tls, server }: Pick<RunSettings, 'tls' | 'server'>): StreamPlan['tls'] {
  // A server that is given by its address shows a certificate of that address, each of several its own.
  const serverName = tls.serverName ?? (isIP(server) === 0 ? server : undefined);
  return {
    ...(serverName !== undefined && { serverName }),
    ca: tls.caFile === undefined ? undefined : readCa(tls.caFile),
    insecure: tls.insecure,
  };
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new RunError(`--tls-ca: ${fileErrorText(error, path)}`, { cause: error });
  }
}
