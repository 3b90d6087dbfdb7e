import { BoundedMap } from '../model/bounded-map.ts';
import type { KeepalivedEvent, KeepalivedLine } from '../model/keepalived-event.ts';
import type { NewEvent } from '../model/stack-event.ts';
import { HISTORY_MS } from './event-store.ts';
import { LineMemory } from './line-memory.ts';
import { lineSpan } from './line-span.ts';

/** When and how a line came here. */
export interface LineSeen {
  /** It was written before vipscope followed the log. */
  readonly isHistory: boolean;
  readonly nowMs: number;
}

/** A central log has the lines of many hosts. */
const MOST_WRITERS = 1_000;
const LINE_CHARACTERS = 4_096;
const NANOSECONDS_A_MILLISECOND = 1e6;

/** What the meaning of later lines depends on, however old it is. */
const REMEMBERED: ReadonlySet<KeepalivedEvent['kind']> = new Set([
  'vrrp-state',
  'vrrp-transition',
  'garp',
  'lifecycle',
]);

/** Makes events of keepalived's lines, which are to be given in the order of their log. */
export class LineEvents {
  private readonly node: () => string;
  private readonly memories = new BoundedMap<LineMemory>(MOST_WRITERS);

  /** @param node name of this node, which a reload may change */
  constructor(node: () => string) {
    this.node = node;
  }

  /**
   * What a line says to people; undefined where it says nothing that they care about, nothing that the lines
   * before it did not say, or nothing that is young enough.
   *
   * @param source the configured name of the log
   * @param text the line as it stands there
   */
  eventOfLine(source: string, line: KeepalivedLine, text: string, seen: LineSeen): NewEvent | undefined {
    const { event, timeNs } = line;
    if (event === undefined || event.kind === 'ignored') return undefined;
    const timeMs = timeNs === undefined ? seen.nowMs : Number(timeNs) / NANOSECONDS_A_MILLISECOND;
    // Most of a log that is read back, which may be long.
    const isOld = seen.isHistory && timeMs < seen.nowMs - HISTORY_MS;
    if (isOld && !REMEMBERED.has(event.kind)) return undefined;
    const memory = this.memories.obtain(`${source}\n${line.host ?? ''}`, () => new LineMemory());
    const told = (memory ?? new LineMemory()).tell(event, timeMs);
    if (told === undefined || isOld) return undefined;
    const span = lineSpan(line, text, seen);
    if (span === undefined) return undefined;
    return { ...span, node: this.node(), source, ...told, line: shortened(text) };
  }
}

function shortened(text: string): string {
  return text.length <= LINE_CHARACTERS ? text : `${text.slice(0, LINE_CHARACTERS)}…`;
}
