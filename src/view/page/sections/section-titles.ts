import type { PageTexts } from '../../i18n/page-texts.ts';
import type { SectionId } from '../blocks/block.ts';

/** What each part of the page is called, in its heading and wherever a link leads to it. */
export function sectionTitles({
  frame,
  vip,
  ipvs,
  haproxy,
  bind,
  events,
  sources,
}: PageTexts): Readonly<Record<Exclude<SectionId, 'now'>, string>> {
  return {
    warnings: frame.warnings,
    vip: vip.title,
    ipvs: ipvs.title,
    haproxy: haproxy.title,
    bind: bind.title,
    graphs: frame.graphs,
    events: events.title,
    sources: sources.title,
    peers: sources.peers,
  };
}
