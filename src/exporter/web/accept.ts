import type { ExpositionFormat } from '../metrics/exposition.ts';

/** One member of an Accept or Accept-Encoding header. */
interface Preference {
  /** Lower case, without parameters. */
  readonly value: string;
  readonly version?: string;
  /** 0 to 1; 0 means "not this". */
  readonly quality: number;
}

/** What /metrics can answer, the one that browsers and old scrapers get first. */
const OFFERS: readonly { format: ExpositionFormat; mediaType: string; version: string }[] = [
  { format: 'prometheus', mediaType: 'text/plain', version: '0.0.4' },
  { format: 'openmetrics', mediaType: 'application/openmetrics-text', version: '1.0.0' },
];

/**
 * Chooses the exposition format by the quality of the most specific range that matches each
 * (RFC 9110 section 12.5.1). Where that leaves a tie, the more specific range wins, then the one named first.
 * A header that admits neither gets the text format: a scrape is worth more than a 406.
 */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  const preferences = preferencesOf(accept);
  const [best] = OFFERS.map((offer) => ({ format: offer.format, ...bestMatch(offer, preferences) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || b.specificity - a.specificity || a.position - b.position);
  return best?.format ?? 'prometheus';
}

/** Whether the answer may be gzip. An absent header would allow any coding; plain text is the safer reading. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const preferences = preferencesOf(acceptEncoding);
  const gzip =
    preferences.find(({ value }) => value === 'gzip' || value === 'x-gzip') ??
    preferences.find(({ value }) => value === '*');
  return gzip !== undefined && gzip.quality > 0;
}

function bestMatch(
  offer: { readonly mediaType: string; readonly version: string },
  preferences: readonly Preference[],
): { quality: number; specificity: number; position: number } {
  let best = { quality: 0, specificity: 0, position: preferences.length };
  for (const [position, preference] of preferences.entries()) {
    const specificity = specificityOf(offer, preference);
    const better =
      specificity > best.specificity ||
      (specificity === best.specificity && preference.quality > best.quality);
    if (specificity > 0 && better) best = { quality: preference.quality, specificity, position };
  }
  return best;
}

/** 0 where the range does not match. Another version is another format: Prometheus also asks for text 1.0.0. */
function specificityOf(
  { mediaType, version }: { readonly mediaType: string; readonly version: string },
  preference: Preference,
): number {
  if (preference.value === mediaType) {
    if (preference.version === undefined) return 3;
    return preference.version === version ? 4 : 0;
  }
  if (preference.value === `${mediaType.split('/')[0]}/*`) return 2;
  return preference.value === '*/*' ? 1 : 0;
}

function preferencesOf(header: string | undefined): Preference[] {
  return (header ?? '').split(',').map((member) => {
    const [value = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
    const parameter = (name: string): string | undefined =>
      parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
    const version = parameter('version')?.replace(/^"(.*)"$/, '$1');
    return { value, quality: qualityOf(parameter('q')), ...(version !== undefined && { version }) };
  });
}

/** A quality that is no number from 0 to 1 makes its member worthless, not the whole header. */
function qualityOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const quality = /^\d(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  return quality <= 1 ? quality : 0;
}
