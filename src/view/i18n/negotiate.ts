import { LANGUAGES, type Language } from './language.ts';

/** Requests may send anything; a header is not read beyond this many of its languages. */
const MAX_RANGES = 32;

/** The language that `?lang=` names, or undefined where it names none that there is. */
export function chosenLanguage(name: string | null | undefined): Language | undefined {
  return name === null || name === undefined ? undefined : languageOf(name);
}

/**
 * The language that an Accept-Language header (RFC 9110 §12.5.4) likes best of ours; of equal ones the first named.
 * English without a header, or where it likes none.
 */
export function negotiatedLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',', MAX_RANGES)
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { range } of wanted) {
    const language = range === '*' ? LANGUAGES[0] : languageOf(range);
    if (language !== undefined) return language;
  }
  return LANGUAGES[0];
}

function readRange(text: string): { readonly range: string; readonly quality: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return { range, quality: 1 };
  const value = Number(quality.slice(2));
  return { range, quality: Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0 };
}

/** By its primary subtag: `zh-Hans-CN` is Chinese, `en_US` English. */
function languageOf(tag: string): Language | undefined {
  const primary = /^[a-z]+/i.exec(tag.trim())?.[0].toLowerCase();
  return LANGUAGES.find((language) => language === primary);
}
