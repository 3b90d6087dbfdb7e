import type { KeepalivedLine } from '../model/keepalived-event.ts';
import type { EventStore } from './event-store.ts';
import { LineEvents, type LineSeen } from './line-event.ts';

/**
 * What takes keepalived's lines, as whoever reads the logs gives them, into a store of events.
 *
 * @param node name of this node, which a reload may change
 */
export function recordLines(
  events: Pick<EventStore, 'add'>,
  node: () => string,
): (source: string, line: KeepalivedLine, text: string, seen: LineSeen) => void {
  const lines = new LineEvents(node);
  return (source, line, text, seen) => {
    const event = lines.eventOfLine(source, line, text, seen);
    if (event !== undefined) events.add([event], { seenAtMs: seen.nowMs, isHistory: seen.isHistory });
  };
}
