import { html } from '../../../text/html.ts';
import type { Block } from '../blocks/block.ts';
import type { PageContext } from '../page-context.ts';
import { sectionHead } from './section-head.ts';

const GROUPS = ['ipvs', 'haproxy', 'bind', 'rcodes'] as const;

/** Where the client's script draws; without it the section is not shown. Never changes, so that no graph is torn out. */
export function graphsSection({ status, texts }: PageContext): readonly Block[] {
  const has = {
    ipvs: status.nodes.some(({ ipvs }) => (ipvs?.virtualServers.length ?? 0) > 0),
    haproxy: status.nodes.some(({ haproxys }) => haproxys.length > 0),
    bind: status.nodes.some(({ binds }) => binds.length > 0),
    rcodes: status.nodes.some(({ binds }) => binds.length > 0),
  };
  const graphs = GROUPS.filter((group) => has[group]).map(
    (
      group,
    ) => html`<section class="chart" aria-labelledby="graph-${group}"><h3 id="graph-${group}">${texts.frame.graphNames[group]}</h3><div class="graph" data-group="${group}"></div></section>
`,
  );
  if (graphs.length === 0) return [];
  const markup = html`<div class="charts">${graphs}</div>`.markup;
  return [
    sectionHead('graphs', texts.frame.graphs, ''),
    { kind: 'markup', id: 'graphs-all', section: 'graphs', markup },
  ];
}
