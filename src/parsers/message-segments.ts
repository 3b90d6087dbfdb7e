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
  /** Goes on from `at`; undefined where `head` is no beginning of this. */
  readonly step: (head: string, at: number) => Step | undefined;
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

function stepOver(text: string, head: string, at: number): Step | undefined {
  if (head.startsWith(text, at)) return { at: at + text.length, cut: false };
  return text.startsWith(head.slice(at)) ? { at: head.length, cut: true } : undefined;
}

/** Text that is always there. */
export function literal(text: string): Segment {
  return {
    pattern: escapePattern(text),
    captured: false,
    firstWords: [firstWordOf(text)],
    step: (head, at) => stepOver(text, head, at),
    canEndWith: (tail) => text.endsWith(tail),
  };
}

/** Text that some versions leave out. */
export function optional(text: string): Segment {
  return {
    pattern: `(?:${escapePattern(text)})?`,
    captured: false,
    firstWords: [''],
    step: (head, at) => (at < head.length ? stepOver(text, head, at) : undefined) ?? { at, cut: false },
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
    step: (head, at) => {
      const whole = texts.find((text) => head.startsWith(text, at) && head.length > at + text.length);
      if (whole !== undefined) return { at: at + whole.length, cut: false, value: whole };
      const possible = texts.filter((text) => text.startsWith(head.slice(at)));
      if (possible.length === 0) return undefined;
      return { at: head.length, cut: true, value: possible.length === 1 ? possible[0] : undefined };
    },
    canEndWith: (tail) => texts.some((text) => text.endsWith(tail)),
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
    step: (head, at) => {
      start.lastIndex = at;
      const [found] = start.exec(head) ?? [];
      if (found !== undefined && at + found.length < head.length) {
        return { at: at + found.length, cut: false, value: found };
      }
      return cut.test(head.slice(at)) ? { at: head.length, cut: true } : undefined;
    },
    canEndWith: () => true,
  };
}
