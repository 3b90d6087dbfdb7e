import { bindSection } from './bind/bind-section.ts';
import type { Block } from './blocks/block.ts';
import { haproxySection } from './haproxy/haproxy-section.ts';
import { ipvsSection } from './ipvs/ipvs-section.ts';
import type { Page, PageInput } from './page.ts';
import { type PageContext, pageContext } from './page-context.ts';
import { graphsSection } from './sections/graphs-section.ts';
import { nowSection } from './sections/now-section.ts';
import { peersSection } from './sections/peers-section.ts';
import { sourcesSection } from './sections/sources-section.ts';
import { timelineSection } from './sections/timeline-section.ts';
import { vipSection } from './sections/vip-section.ts';
import { warningsSection } from './sections/warnings-section.ts';

/** In the order in which they stand on the page: what somebody has to act on first. */
const SECTIONS: readonly ((context: PageContext) => readonly Block[])[] = [
  nowSection,
  warningsSection,
  vipSection,
  ipvsSection,
  haproxySection,
  bindSection,
  graphsSection,
  timelineSection,
  sourcesSection,
  peersSection,
];

/** The page in its blocks. */
export function buildPage(input: PageInput): Page {
  const context = pageContext(input);
  return { blocks: SECTIONS.flatMap((section) => section(context)) };
}
