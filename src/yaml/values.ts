import { isIP } from 'node:net';
import { z } from 'zod';
import { formatDuration, parseDuration } from '../text/duration.ts';
import { showValue } from '../text/show-value.ts';
import { list } from './sections.ts';
import { checkSourceUrl, type UrlAdvice } from './source-url.ts';

/** The value as the program uses it, or the rest of a sentence that begins with the value's path. */
type Checked<Value> = { readonly ok: Value } | { readonly mistake: string };

/** A schema of one value whose error messages are ours from beginning to end. */
export function value<Value>(check: (input: unknown) => Checked<Value>) {
  return z.unknown().transform((input, context): Value => {
    const checked = check(input);
    if ('ok' in checked) return checked.ok;
    context.addIssue({ code: 'custom', message: checked.mistake });
    return z.NEVER;
  });
}

/** A schema of text that `read` understands; `advice` tells what would be right. */
export function textValue<Value>(advice: string, read: (text: string) => Value | undefined) {
  return value((input) => {
    const result = typeof input === 'string' ? read(input) : undefined;
    return result === undefined ? unlike(input, advice) : { ok: result };
  });
}

/** What a wrong value is, and what would be right. */
export function unlike(input: unknown, advice: string): { readonly mistake: string } {
  return { mistake: `is ${input === undefined ? 'missing' : showValue(input)}; ${advice}` };
}

export const isPlain = (text: string): boolean => text !== '' && !/\p{Cc}/u.test(text);

/** Text of one line, not empty. */
export const plainText = (advice: string) => textValue(advice, (text) => (isPlain(text) ? text : undefined));

export const filePath = () => plainText('write a path, absolute or relative to this file');

/** Text that passes a test. */
export const checkedText = (advice: string, passes: (text: string) => boolean) =>
  textValue(advice, (text) => (passes(text) ? text : undefined));

export const truth = () =>
  value((input) => (typeof input === 'boolean' ? { ok: input } : unlike(input, 'write true or false')));

export const duration = (shortestMs: number, longestMs: number) => {
  const range = `${formatDuration(shortestMs)} to ${formatDuration(longestMs)}`;
  return textValue(`write a duration of ${range}, such as 30s, 500ms or 1m`, (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= shortestMs && ms <= longestMs ? ms : undefined;
  });
};

export const wholeNumber = (least: number, most: number) =>
  value((input) =>
    typeof input === 'number' && Number.isInteger(input) && input >= least && input <= most
      ? { ok: input }
      : unlike(input, `write a whole number of ${least} to ${most}`),
  );

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  textValue<Words[number]>(`write one of ${words.join(', ')}`, (text) => words.find((word) => word === text));

export const ipAddress = () =>
  textValue('write an IPv4 or IPv6 address without prefix length, such as 192.0.2.1', (text) =>
    isIP(text) === 0 || text.includes('%') ? undefined : text,
  );

/** URL below which a server has its routes, without a slash at the end. */
export const baseUrl = (advice: UrlAdvice) =>
  value((input) => {
    if (typeof input !== 'string') return unlike(input, `write a URL such as ${advice.example}`);
    const checked = checkSourceUrl(input, advice);
    if (!checked.ok) return { mistake: checked.mistake };
    return checked.url.search === '' && !checked.url.href.includes('?')
      ? { ok: checked.url.href.replace(/\/+$/, '') }
      : { mistake: `has a query; write what stands before the '?' alone, such as ${advice.example}` };
  });

/** argv; a program is never started through a shell, so that one text with blanks has no meaning. */
export function command(example: string) {
  const advice = `write program and arguments as a list, such as ${example}`;
  return list(plainText('write text, in quotes if it is a number'), advice).min(1, {
    error: `is an empty list; ${advice}`,
  });
}
