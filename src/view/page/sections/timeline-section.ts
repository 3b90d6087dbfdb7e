import type { StackEvent } from '../../../model/stack-event.ts';
import { html } from '../../../text/html.ts';
import { EVENT_TONES } from '../../status/tones.ts';
import type { Block } from '../blocks/block.ts';
import { hasWords } from '../blocks/row-groups.ts';
import { type Column, tableBlock } from '../blocks/table-block.ts';
import { changeText, eventTime } from '../markup/event-note.ts';
import { countText } from '../markup/figures.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { placeText } from '../markup/place-text.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, sectionHead } from './section-head.ts';

/** /events has all of them. */
const MAX_EVENTS = 60;

/** What happened in all layers of the stack, the latest first, with the log lines that told it. */
export function timelineSection(context: PageContext): readonly Block[] {
  const { status, query, texts } = context;
  const shown: StackEvent[] = [];
  for (const event of status.events) {
    if (shown.length >= MAX_EVENTS) break;
    if (query.onlyTrouble && event.tone !== 'bad') continue;
    if (hasWords(query.words, () => textOf(event))) shown.push(event);
  }
  const { events } = texts;
  const summary =
    shown.length === 0
      ? ''
      : html`${events.summary(countText(shown.length))} <a href="/events">${events.all}</a>`;
  const head = sectionHead('events', events.title, summary);
  if (shown.length === 0) return [head, emptyBlock('events', context, events.none)];
  const table = tableBlock({
    id: 'events-table',
    section: 'events',
    caption: html`<span class="spoken">${events.title}</span>`,
    columns: columns(context),
    rows: shown.map((event) => ({
      key: `${event.node} ${event.id}`,
      className: EVENT_TONES[event.tone],
      row: event,
    })),
    query,
  });
  return [head, table];
}

function columns({ status, texts }: PageContext): readonly Column<StackEvent>[] {
  const { events, sources } = texts;
  const place: Column<StackEvent> = {
    id: 'place',
    heading: sources.source,
    // `VI_1` alone may be of either director.
    cell: ({ source, node }) => ({
      content: html`<bdi>${placeText(source, node, status.nodes.length > 1)}</bdi>`,
    }),
  };
  return [
    { id: 'time', heading: events.time, cell: (event) => ({ content: eventTime(event), className: 'when' }) },
    {
      id: 'layer',
      heading: events.layer,
      cell: ({ layer, tone }) => ({
        content: html`<span class="layer ${layer}">${events.layers[layer]}</span> ${stateMarkup(EVENT_TONES[tone], events.tones[tone])}`,
        className: 'layer-of',
      }),
    },
    place,
    {
      id: 'subject',
      heading: events.subject,
      cell: ({ subject }) => ({ content: nameMarkup(subject), className: 'subject' }),
    },
    {
      id: 'change',
      heading: events.change,
      cell: (event) => ({
        content: html`${changeText(event, events)}${event.detail === undefined ? undefined : html` <span class="detail">${event.detail}</span>`}`,
        className: 'what',
      }),
    },
    {
      id: 'line',
      heading: events.line,
      cell: ({ line }) => ({
        content: line === undefined ? undefined : html`<code>${line}</code>`,
        className: 'line',
      }),
    },
  ];
}

function textOf({ node, layer, source, kind, subject, from, to, detail, line }: StackEvent): string {
  return [node, layer, source, kind, subject, from, to, detail, line].join(' ');
}
