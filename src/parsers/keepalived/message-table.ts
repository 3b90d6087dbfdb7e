import { addToGroup } from '../../model/group-by.ts';
import type { KeepalivedEvent } from '../../model/keepalived-event.ts';
import { firstWordOf } from './message-segments.ts';
import { compileTemplate, type MessageTemplate, matchCut, type TemplateValues } from './message-template.ts';

/** One format of keepalived's and what a message of it says. */
export interface MessageRow {
  /** A template as {@link compileTemplate} reads it. */
  readonly text: string;
  /**
   * @param values what the template captured, from 1; undefined what an ellipsis hid
   * @param subject the instance, group or script that the message begins with
   * @returns undefined where an ellipsis hid what the event depends on
   */
  readonly event: (values: TemplateValues, subject: string) => KeepalivedEvent | undefined;
}

interface CompiledRow extends MessageRow {
  readonly template: MessageTemplate;
}

/** `ambiguous`: the cut message fits several formats, or hides what the event depends on. */
export type CutMatch = KeepalivedEvent | 'ambiguous' | undefined;

/** Fewer characters of a message could begin anything. */
const SHORTEST_START = 5;

/** Formats, found by a message's first word: trying them all would be too slow to follow a busy log. */
export class MessageTable {
  private readonly byFirstWord = new Map<string, CompiledRow[]>();
  /** Formats that begin with a value. */
  private readonly others: readonly CompiledRow[];

  constructor(rows: readonly MessageRow[]) {
    const compiled = rows.map((row): CompiledRow => ({ ...row, template: compileTemplate(row.text) }));
    for (const row of compiled) {
      for (const word of row.template.firstWords.filter((each) => each !== ''))
        addToGroup(this.byFirstWord, word, row);
    }
    this.others = compiled.filter(({ template }) => template.firstWords.includes(''));
    for (const found of this.byFirstWord.values()) found.push(...this.others);
  }

  /**
   * The event of the first format that the whole message has.
   *
   * @param notInValues what no value of it may hold
   */
  find(message: string, subject: string, notInValues?: RegExp): KeepalivedEvent | undefined {
    for (const row of this.candidates(message)) {
      const values = row.template.pattern.exec(message);
      if (values === null) continue;
      if (notInValues !== undefined && values.slice(1).some((value) => notInValues.test(value))) continue;
      return row.event(values, subject);
    }
    return undefined;
  }

  /** The event that every format agrees on of which `head`, an ellipsis and `tail` can be left. */
  findCut(head: string, tail: string, subject: string): CutMatch {
    const candidates = head.includes(' ') ? this.candidates(head) : this.candidatesByStart(head);
    const events = candidates.flatMap((row) =>
      matchCut(row.template, head, tail).map((values) => row.event(values, subject)),
    );
    const [first] = events;
    if (events.length === 0) return undefined;
    const agreed = first !== undefined && events.every((event) => sameEvent(event, first));
    return agreed ? first : 'ambiguous';
  }

  private candidates(message: string): readonly CompiledRow[] {
    return this.byFirstWord.get(firstWordOf(message)) ?? this.others;
  }

  /** For a message cut within its first word. */
  private candidatesByStart(start: string): readonly CompiledRow[] {
    if (start.length < SHORTEST_START) return [];
    const found = [...this.byFirstWord].filter(([word]) => word.startsWith(start));
    return [...new Set(found.flatMap(([, rows]) => rows))];
  }
}

/** Events are plain data whose rows write their fields in one order. */
function sameEvent(one: KeepalivedEvent | undefined, other: KeepalivedEvent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
