import { type Html, html } from '../../../text/html.ts';
import { warningText } from '../../i18n/warning-texts.ts';
import { SEVERITY_TONES } from '../../status/tones.ts';
import { SEVERITIES, type Warning } from '../../status/warning.ts';
import type { Block } from '../blocks/block.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { sectionHead } from './section-head.ts';
import { sectionTitles } from './section-titles.ts';

/** More than anybody reads; the worst are first. */
const MAX_WARNINGS = 100;

/** What somebody should look at, the worst first; no filter leaves any of it out. */
export function warningsSection(context: PageContext): readonly Block[] {
  const { status, texts } = context;
  const { warnings } = status;
  const head = sectionHead('warnings', texts.frame.warnings, counts(context));
  const shown = warnings.slice(0, MAX_WARNINGS);
  const list =
    warnings.length === 0
      ? html`<p class="well">${stateMarkup('good', texts.frame.noWarnings)}</p>`
      : html`<ul class="warnings">${shown.map((warning) => item(warning, context))}</ul>${
          warnings.length > shown.length
            ? html`<p class="note">${texts.frame.more(warnings.length - shown.length)}</p>`
            : undefined
        }`;
  return [head, { kind: 'markup', id: 'warnings-list', section: 'warnings', markup: list.markup }];
}

function item(warning: Warning, { query, status, texts }: PageContext): Html {
  const { severity, node, section } = warning;
  const titles: Readonly<Record<string, string>> = sectionTitles(texts);
  const where =
    status.nodes.length > 1 && node !== ''
      ? html` <span class="where">${texts.frame.onNode(node)}</span>`
      : undefined;
  return html`<li class="${severity}">${stateMarkup(SEVERITY_TONES[severity], texts.frame.severities[severity])}<span class="text">${warningText(warning, query.language)}${where}</span><a href="#${section}">${texts.frame.details}<span class="spoken"> ${titles[section]}</span></a></li>
`;
}

/** `1 Critical, 2 Warning` */
function counts({ status, texts }: PageContext): string {
  return SEVERITIES.map((severity) => ({
    severity,
    count: status.warnings.filter((warning) => warning.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => texts.frame.severityCount(severity, count))
    .join(', ');
}
