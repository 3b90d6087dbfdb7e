import type { BindServer } from '../../model/bind.ts';
import type { Outcome } from '../../model/snapshot.ts';
import { parseStatisticsChannel } from '../../parsers/bind/statistics-channel.ts';
import { FormatError } from '../../parsers/format-error.ts';
import { withTimeout } from '../../sources/abort.ts';
import type { HttpRequest } from '../../sources/http.ts';
import { type ReadLimits, SourceError } from '../../sources/source-error.ts';
import type { BindSource } from '../config/config.ts';
import { maxBytesAdvice, withAdvice } from './source-advice.ts';

/** The page that holds all of named's statistics; others, such as `/json/v1/server`, may be configured. */
const JSON_PATH = '/json/v1';

type FetchText = (request: HttpRequest, limits: ReadLimits) => Promise<string>;
type ChannelSource = BindSource & { readonly kind: 'statistics-channel' };

/** Reads named's statistics channel. */
export async function readStatisticsChannel(
  source: ChannelSource,
  fetchText: FetchText,
  signal: AbortSignal,
): Promise<Outcome<BindServer>> {
  const url = channelUrl(source.url);
  try {
    const request = { url, tls: source.tls, accept: 'application/json' };
    const limits = {
      signal: withTimeout(signal, source.timeoutMs),
      maxBytes: source.maxBytes,
    };
    const text = await withAdvice(fetchText(request, limits), maxBytesAdvice);
    if (text.trimStart().startsWith('<')) return { kind: 'failed', reason: xmlReason(url) };
    const { records, problems } = parseStatisticsChannel(text, { zones: source.zones });
    return { kind: 'ok', value: { stats: records }, problems };
  } catch (error) {
    if (error instanceof FormatError) return { kind: 'failed', reason: `${url}: ${error.message}` };
    if (error instanceof SourceError) return { kind: 'failed', reason: sourceReason(url, error) };
    throw error;
  }
}

/** The configured address, which may leave out the path. */
export function channelUrl(configured: string): string {
  const url = new URL(configured);
  if (url.pathname === '/') url.pathname = JSON_PATH;
  return url.href;
}

function xmlReason(url: string): string {
  return `${url} answered XML; configure the address of named's JSON, such as ${new URL(JSON_PATH, url).href}`;
}

function sourceReason(url: string, { httpStatus, message }: SourceError): string {
  return httpStatus === 404
    ? `${url} answered HTTP 404: this named has no JSON there; it needs one built with json-c, or stats_file`
    : message;
}
