import { bindSection } from './bind-section.ts';
import type { Block } from './block.ts';
import { graphsSection } from './graphs-section.ts';
import { haproxySection } from './haproxy-section.ts';
import { ipvsSection } from './ipvs-section.ts';
import { nowSection } from './now-section.ts';
import type { Page, PageInput } from './page.ts';
import { type PageContext, pageContext } from './page-context.ts';
import { peersSection } from './peers-section.ts';
import { sourcesSection } from './sources-section.ts';
import { timelineSection } from './timeline-section.ts';
import { vipSection } from './vip-section.ts';
import { warningsSection } from './warnings-section.ts';

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
