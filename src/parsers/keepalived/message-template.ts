import { choice, literal, optional, type Segment, value } from './message-segments.ts';

const VALUES: Readonly<Record<string, Segment>> = {
  // [192.0.2.1]:tcp:80, [192.0.2.1]:80, [192.0.2.1:80] (1.1), [192.0.2.1] (MISC_CHECK before 2.0), FWM 10
  server: value(
    String.raw`\[[^\][\s]{1,255}\](?::[a-z?]{1,8})?(?::\d{1,5})?|FWM \d{1,10}`,
    /^(?:\[[^ ]*|F|FW|FWM ?\d*)?$/,
  ),
  ip: value(String.raw`[\dA-Fa-f.:]{2,45}(?:%\S{1,20})?`, /^[\dA-Fa-f.:]*$/),
  name: value(String.raw`\S{1,255}`, /^\S*$/),
  n: value(String.raw`-?\d{1,15}`, /^-?\d*$/),
  decimal: value(String.raw`-?\d{1,15}(?:\.\d{1,9})?`, /^[-\d.]*$/),
  text: value('.*', /^.*$/),
};

/** Values by place, from 1; undefined where an ellipsis hid one. */
export type TemplateValues = readonly (string | undefined)[];

/** A message's format. */
export interface MessageTemplate {
  readonly pattern: RegExp;
  readonly segments: readonly Segment[];
  /** What its first word can be; '' for one that begins with a value. */
  readonly firstWords: readonly string[];
}

const PLACEHOLDER = /\{([^{}]+)\}/g;

/**
 * Compiles a format such as `Changing weight from {n} to {n} for {active|inactive} service {server} of VS {server}`.
 * `{server}` stands for a value, `{a|b}` for one of several texts, and both are captured; `{?text}` for text
 * that some versions leave out.
 */
export function compileTemplate(template: string): MessageTemplate {
  const segments: Segment[] = [];
  let end = 0;
  for (const { 0: whole, 1: inner = '', index } of template.matchAll(PLACEHOLDER)) {
    if (index > end) segments.push(literal(template.slice(end, index)));
    segments.push(placeholder(inner));
    end = index + whole.length;
  }
  if (template.length > end) segments.push(literal(template.slice(end)));
  return {
    pattern: new RegExp(`^${segments.map(({ pattern }) => pattern).join('')}$`),
    segments,
    firstWords: segments[0]?.firstWords ?? [''],
  };
}

function placeholder(inner: string): Segment {
  if (inner.startsWith('?')) return optional(inner.slice(1));
  return VALUES[inner] ?? choice(inner.split('|'));
}

/**
 * How `head`, an ellipsis and `tail` can be what is left of a message of this format.
 *
 * @returns the values of each way, where the one that was cut is undefined and those behind it are missing
 */
export function matchCut({ segments }: MessageTemplate, head: string, tail: string): TemplateValues[] {
  if (segments.at(-1)?.canEndWith(tail) !== true) return [];
  return waysFrom(segments, head, 0, [head]);
}

function waysFrom(
  [segment, ...others]: readonly Segment[],
  head: string,
  at: number,
  values: TemplateValues,
): TemplateValues[] {
  // The whole format came before the ellipsis, which then stands for something else.
  if (segment === undefined) return [];
  return segment.steps(head, at).flatMap((step) => {
    const known = segment.captured ? [...values, step.value] : values;
    return step.cut ? [known] : waysFrom(others, head, step.at, known);
  });
}
