import { Html, type HtmlValue, html } from '../../../text/html.ts';
import { SECTION_IDS, type SectionId } from '../blocks/block.ts';
import { blockMarkup } from '../blocks/block-markup.ts';
import { type Page, type PageInput, revisionOf } from '../page.ts';
import { type PageContext, pageContext } from '../page-context.ts';
import { sectionTitles } from '../sections/section-titles.ts';
import { pageControls } from './page-controls.ts';
import { PAGE_STYLES } from './page-styles.ts';

/** How the page stands in its document. */
export interface PageFrame {
  /** Linked from /assets/, or this style in the page and no script, for a file. */
  readonly assets: 'linked' | { readonly style: string };
  /** After which a browser without scripts loads the page again. */
  readonly refreshSeconds: number;
}

const FORMATS = [
  { href: '/status.json', text: 'JSON' },
  { href: '/status.xml', text: 'XML' },
  { href: '/status.csv', text: 'CSV' },
  { href: '/vs.xml', text: 'vs.xml' },
  { href: '/events', text: 'Events' },
  { href: '/metrics', text: 'Metrics' },
  { href: '/config', text: 'Configuration' },
  { href: '/-/healthy', text: 'Health' },
  { href: '/-/ready', text: 'Readiness' },
] as const;

/** The whole document, complete without scripts. */
export function pageDocument(page: Page, input: PageInput, frame: PageFrame): string {
  const context = pageContext(input);
  const { query, status, version } = context;
  const isFile = frame.assets !== 'linked';
  const theme = query.theme === undefined ? undefined : html` data-theme="${query.theme}"`;
  const revision = revisionOf(status);
  const sections = sectionsMarkup(page);
  return html`<!doctype html>
<html lang="${query.language}"${theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${query.theme ?? 'light dark'}">
<title>${title(context)}</title>
${frame.assets === 'linked' ? linkedAssets(context, frame.refreshSeconds) : html`<style>${new Html(frame.assets.style)}</style>`}
</head>
<body data-version="${version}"${scriptTexts(context)}>
${isFile ? undefined : html`<a class="skip" href="#main">${context.texts.frame.skip}</a>`}
${demoBanner(context)}${masthead(context, isFile)}
<main id="main" data-revision="${revision}" tabindex="-1">
${new Html(isFile ? withoutLinks(sections) : sections)}</main>
<footer><p>${context.texts.frame.footer(version)}</p></footer>
${isFile ? undefined : keysDialog(context)}</body>
</html>
`.markup;
}

/** Every section, those without blocks too: a patch may fill it. */
function sectionsMarkup({ blocks }: Page): string {
  const bySection = new Map<SectionId, string[]>(SECTION_IDS.map((id) => [id, []]));
  for (const block of blocks) bySection.get(block.section)?.push(blockMarkup(block));
  return SECTION_IDS.map((id) => {
    const content = bySection.get(id)?.join('') ?? '';
    if (id === 'now') return `<div id="now">${content}</div>\n`;
    // Only what somebody has to act on is told at once; figures would never end.
    const live = id === 'warnings' ? ' aria-live="polite"' : '';
    return `<section id="${id}" aria-labelledby="${id}-title"${live}>${content}</section>\n`;
  }).join('');
}

/** In a file no link can ask the server for another view; those within the page stay. */
function withoutLinks(markup: string): string {
  return markup.replaceAll(/<a href="\/[^"]*"[^>]*>(.*?)<\/a>/gs, '$1');
}

function title({ status, texts }: PageContext): string {
  const { node, demo, warnings } = status;
  const worst = warnings.filter(({ severity }) => severity !== 'notice').length;
  return `${worst > 0 ? `(${worst}) ` : ''}${texts.frame.title(node)}${demo ? ` (${texts.frame.demoName})` : ''}`;
}

function linkedAssets({ query }: PageContext, refreshSeconds: number): Html {
  // What was does not change.
  const refresh =
    query.atSeconds === undefined
      ? html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>
`
      : undefined;
  return html`${refresh}<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
${[...PAGE_STYLES, 'live.css'].map(stylesheet)}<script src="/assets/theme-first.js"></script>
<script defer src="/assets/chart.js"></script>
<script type="module" src="/assets/page.js"></script>`;
}

function stylesheet(name: string): Html {
  return html`<link rel="stylesheet" href="/assets/${name}">
`;
}

function scriptTexts({ texts }: PageContext): readonly Html[] {
  return Object.entries(texts.script).map(([name, text]) => html` data-text-${new Html(name)}="${text}"`);
}

function demoBanner({ status, texts }: PageContext): Html | undefined {
  const { demoName, demo } = texts.frame;
  return status.demo
    ? html`<aside class="demo"><p><strong>${demoName}</strong> ${demo}</p></aside>
`
    : undefined;
}

function masthead(context: PageContext, isFile: boolean): Html {
  const { status, texts } = context;
  const heading = html`<h1>vipscope <span class="node">${texts.frame.on} <bdi>${status.node}</bdi></span></h1>`;
  if (isFile) return html`<header class="masthead"><div class="identity">${heading}</div></header>`;
  return html`<header class="masthead">
<div class="identity">${heading}
<p class="live"><span id="live-state" role="status"></span> <button id="pause" type="button" aria-pressed="false" hidden>${texts.frame.pause}</button> <button id="zone" type="button" hidden></button> <button id="keys-open" type="button">${texts.frame.keys}</button></p>
</div>
${list('formats', texts.frame.formats, FORMATS)}
${pageControls(context)}
${list('parts', texts.frame.sections, partLinks(context))}
</header>`;
}

/** Graphs are there with a script only, and have no link. */
function partLinks({ texts, status }: PageContext): readonly { href: string; text: string }[] {
  const titles = sectionTitles(texts);
  const ids = ['warnings', 'vip', 'ipvs', 'haproxy', 'bind', 'events', 'sources', 'peers'] as const;
  return ids
    .filter((id) => id !== 'peers' || status.peers.length > 0)
    .map((id) => ({ href: `#${id}`, text: titles[id] }));
}

function list(
  name: string,
  label: string,
  links: readonly { readonly href: string; readonly text: HtmlValue }[],
): Html {
  return html`<nav class="${name}" aria-label="${label}"><ul>${links.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`)}</ul></nav>`;
}

function keysDialog({ texts }: PageContext): Html {
  const { frame } = texts;
  return html`<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">${frame.keysTitle}</h2>
<dl>${frame.keyNames.map(([key, act]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${act}</dd></div>`)}</dl>
<form method="dialog"><label class="tick"><input id="keys-on" type="checkbox" checked> ${frame.keysOn}</label> <button>${frame.close}</button></form>
</dialog>
`;
}
