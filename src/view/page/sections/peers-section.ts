import { html } from '../../../text/html.ts';
import type { PeerStatus } from '../../status/stack-status.ts';
import { PEER_TONES } from '../../status/tones.ts';
import type { Block } from '../blocks/block.ts';
import { hasWords } from '../blocks/row-groups.ts';
import { type Column, tableBlock } from '../blocks/table-block.ts';
import { durationText, NO_FIGURE } from '../markup/figures.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import { timeMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, sectionHead } from './section-head.ts';

/** The other vipscopes whose nodes this page shows too. Without any configured there is no such section. */
export function peersSection(context: PageContext): readonly Block[] {
  const { status, query, texts } = context;
  if (status.peers.length === 0) return [];
  const shown = status.peers.filter(
    (peer) =>
      (!query.onlyTrouble || peer.state === 'failed') &&
      hasWords(query.words, () => [peer.url, peer.node, peer.state, peer.reason].join(' ')),
  );
  const head = sectionHead('peers', texts.sources.peers, String(status.peers.length));
  if (shown.length === 0) return [head, emptyBlock('peers', context, texts.sources.peers)];
  const table = tableBlock({
    id: 'peers-table',
    section: 'peers',
    caption: html`<span class="spoken">${texts.sources.peers}</span>`,
    columns: columns(context),
    rows: shown.map((peer) => ({
      key: peer.url,
      className: PEER_TONES[peer.state],
      row: peer,
    })),
    query,
  });
  return [head, table];
}

function columns({ texts }: PageContext): readonly Column<PeerStatus>[] {
  const { sources } = texts;
  return [
    { id: 'peer', heading: sources.peer, cell: ({ url }) => ({ content: html`<code>${url}</code>` }) },
    { id: 'node', heading: sources.node, cell: ({ node }) => ({ content: node ?? NO_FIGURE }) },
    {
      id: 'state',
      heading: sources.state,
      cell: ({ state, reason }) => ({
        content: html`${stateMarkup(PEER_TONES[state], sources.states[state])}${
          reason === undefined ? undefined : html` <span class="reason">${reason}</span>`
        }`,
        className: 'state',
      }),
    },
    {
      id: 'answered',
      heading: sources.answered,
      cell: ({ answeredAtSeconds }) => ({
        content: timeMarkup(answeredAtSeconds) ?? NO_FIGURE,
        className: 'when',
      }),
    },
    {
      id: 'clock',
      heading: sources.clock,
      title: sources.clockTitle,
      isFigure: true,
      cell: ({ clockOffsetSeconds, clockErrorSeconds }) => clockText(clockOffsetSeconds, clockErrorSeconds),
    },
  ];
}

function clockText(offsetSeconds: number | undefined, errorSeconds: number | undefined): string {
  if (offsetSeconds === undefined) return NO_FIGURE;
  const sign = offsetSeconds < 0 ? '−' : '+';
  const error = errorSeconds === undefined ? '' : ` ± ${durationText(errorSeconds)}`;
  return `${sign}${durationText(Math.abs(offsetSeconds))}${error}`;
}
