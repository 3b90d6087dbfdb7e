import { type Html, html } from '../../../text/html.ts';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { isoText, timeMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import { pageHref, pageSearch } from '../query/page-href.ts';
import { FIRST_PAGES, NO_FILTER } from '../query/page-query.ts';

/** Each language names itself. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

/** What changes the view: filter, time, language and colours. All of it works without scripts, as forms and links. */
export function pageControls(context: PageContext): Html {
  return html`<div id="controls" class="controls" data-follows>
${filterForm(context)}
${timeForm(context)}
<div class="switches">
${languageSwitch(context)}
${themeSwitch(context)}
</div>
</div>`;
}

function filterForm({ query, texts }: PageContext): Html {
  const { frame } = texts;
  const others = pageSearch(query, { ...NO_FILTER, pages: FIRST_PAGES });
  const checked = query.onlyTrouble ? html` checked` : undefined;
  return html`<form id="filter" role="search" action="/" method="get">
<label for="q">${frame.filter}</label>
<input id="q" name="q" type="search" value="${query.words.join(' ')}" placeholder="${frame.filterHint}" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="200">
<label class="tick"><input type="checkbox" name="only" value="trouble"${checked}> ${frame.onlyTrouble}</label>
${hiddenFields(others)}<button type="submit">${frame.apply}</button>
</form>`;
}

function timeForm({ query, texts, range }: PageContext): Html {
  const { frame } = texts;
  const others = pageSearch(query, { atSeconds: undefined, diffSeconds: undefined });
  const kept =
    range === undefined
      ? undefined
      : html`<p class="note">${frame.kept} ${timeMarkup(range.fromSeconds)} ${frame.to} ${timeMarkup(range.toSeconds)}</p>`;
  return html`<details class="travel"><summary>${frame.time}</summary>
<form action="/" method="get">
<p><label for="at">${frame.at}</label> <input id="at" name="at" value="${fieldTime(query.atSeconds)}" placeholder="${frame.timeHint}" autocomplete="off" spellcheck="false"></p>
<p><label for="diff">${frame.compareWith}</label> <input id="diff" name="diff" value="${fieldTime(query.diffSeconds)}" placeholder="-5m" autocomplete="off" spellcheck="false"></p>
${hiddenFields(others)}<button type="submit">${frame.go}</button>
${kept}</form></details>`;
}

function fieldTime(seconds: number | undefined): string {
  return isoText(seconds)?.replace('T', ' ').slice(0, 19) ?? '';
}

function hiddenFields(search: URLSearchParams): readonly Html[] {
  return [...search].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
  );
}

function languageSwitch({ query, texts }: PageContext): Html {
  const links = LANGUAGES.map((language) => {
    const current = language === query.language ? html` aria-current="true"` : undefined;
    return html`<li><a href="${pageHref(query, { language })}" lang="${language}" hreflang="${language}"${current}>${LANGUAGE_NAMES[language]}</a></li>`;
  });
  return html`<nav class="switch" aria-label="${texts.frame.language}"><ul>${links}</ul></nav>`;
}

function themeSwitch({ query, texts }: PageContext): Html {
  const { frame } = texts;
  const links = (['system', 'light', 'dark'] as const).map((theme) => {
    const current = theme === (query.theme ?? 'system') ? html` aria-current="true"` : undefined;
    const href = pageHref(query, { theme: theme === 'system' ? undefined : theme });
    return html`<li><a href="${href}" data-theme-choice="${theme}"${current}>${frame.themes[theme]}</a></li>`;
  });
  return html`<nav class="switch" aria-label="${frame.theme}"><ul>${links}</ul></nav>`;
}
