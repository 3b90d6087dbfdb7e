import { showText } from '../text/show-value.ts';

/** A URL in its normal form, or what is wrong with the text. */
export type CheckedUrl =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly mistake: string };

/** What error messages offer instead of a wrong URL. */
export interface UrlAdvice {
  readonly example: string;
  /** Where a user name and password go. */
  readonly credentials: string;
}

/** Reads an http or https URL that holds no password. */
export function checkSourceUrl(text: string, { example, credentials }: UrlAdvice): CheckedUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    return refused(`is '${showText(withoutUserInfo(text))}'; write a URL such as ${example}`);
  }
  if (url.username !== '' || url.password !== '') {
    return refused(`holds a user name or password; ${credentials}`);
  }
  if (url.hash !== '') {
    return refused(`has the fragment '${showText(url.hash)}', which is never sent; remove it`);
  }
  return { ok: true, url };
}

function refused(mistake: string): CheckedUrl {
  return { ok: false, mistake };
}

/** The text up to its last `@` may be a password, even where the rest is no URL. */
function withoutUserInfo(text: string): string {
  return text.replace(/^(\w*:\/*)?.*@/s, '$1<hidden>@');
}
