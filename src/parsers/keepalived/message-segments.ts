/** How far a message cut by an ellipsis goes along with a segment of a template. */
export interface Step {
  readonly at: number;
  /** The message was cut in this segment. */
  readonly cut: boolean;
  /** What the segment stands for, where enough of it is left. */
  readonly value?: string | undefined;
}

/** A part of a template: matched by `pattern` in whole messages, step by step in cut ones. */
export interface Segment {
  readonly pattern: string;
  readonly captured: boolean;
  /** What a message that begins with this segment can have as its first word. */
  readonly firstWords: readonly string[];
  /** All ways to go on from `at`; none where `head` is no beginning of this. */
  readonly steps: (head: string, at: number) => readonly Step[];
  /** Whether a message that this segment ends can end so. */
  readonly canEndWith: (tail: string) => boolean;
}

/** Up to the first space. */
export function firstWordOf(text: string): string {
  const space = text.indexOf(' ');
  return space < 0 ? text : text.slice(0, space);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function stepsOver(text: string, head: string, at: number): Step[] {
  if (head.startsWith(text, at)) return [{ at: at + text.length, cut: false }];
  return text.startsWith(head.slice(at)) ? [{ at: head.length, cut: true }] : [];
}

/** A tail may be longer than the last segment. */
function endInCommon(text: string, tail: string): boolean {
  return text.endsWith(tail) || tail.endsWith(text);
}

/** Text that is always there. */
export function literal(text: string): Segment {
  return {
    pattern: escapePattern(text),
    captured: false,
    firstWords: [firstWordOf(text)],
    steps: (head, at) => stepsOver(text, head, at),
    canEndWith: (tail) => endInCommon(text, tail),
  };
}

/** Text that some versions leave out. */
export function optional(text: string): Segment {
  return {
    pattern: `(?:${escapePattern(text)})?`,
    captured: false,
    firstWords: [''],
    steps: (head, at) => [{ at, cut: false }, ...stepsOver(text, head, at)],
    // Where it was left out, the message ended with whatever stands in front of it.
    canEndWith: () => true,
  };
}

/** One of several texts. */
export function choice(texts: readonly string[]): Segment {
  return {
    pattern: `(${texts.map(escapePattern).join('|')})`,
    captured: true,
    firstWords: [...new Set(texts.map(firstWordOf))],
    steps: (head, at) => {
      const whole = texts.filter((text) => head.startsWith(text, at));
      const cut = texts.filter((text) => !whole.includes(text) && text.startsWith(head.slice(at)));
      return [
        ...whole.map((text) => ({ at: at + text.length, cut: false, value: text })),
        ...cut.map((text) => ({ at: head.length, cut: true, value: cut.length === 1 ? text : undefined })),
      ];
    },
    canEndWith: (tail) => texts.some((text) => endInCommon(text, tail)),
  };
}

/**
 * A value that differs from message to message.
 *
 * @param whole a pattern without capturing groups
 * @param cut what may be left of it
 */
export function value(whole: string, cut: RegExp): Segment {
  const start = new RegExp(whole, 'y');
  return {
    pattern: `(${whole})`,
    captured: true,
    firstWords: [''],
    steps: (head, at) => {
      // What may be its beginning is taken for no more: never a cut name for a name.
      if (cut.test(head.slice(at))) return [{ at: head.length, cut: true }];
      start.lastIndex = at;
      const [found] = start.exec(head) ?? [];
      return found === undefined ? [] : [{ at: at + found.length, cut: false, value: found }];
    },
    canEndWith: () => true,
  };
}
