import type { z } from 'zod';

/** A JSON document that another vipscope has written. */
export interface DocumentForm<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly version: number;
  /** What an answer is called that is none: `is not what vipscope gives at /events`. */
  readonly isNot: string;
}

/**
 * Reads and checks a document. Names that this version does not know are passed over.
 *
 * @throws Error of one line
 */
export function readDocument<Schema extends z.ZodType>(
  text: string,
  { schema, version, isNot }: DocumentForm<Schema>,
): z.output<Schema> {
  const value = parseJson(text, isNot);
  const given = isObject(value) && 'version' in value ? value.version : undefined;
  if (given === undefined) throw new Error(`${isNot}: it has no version`);
  if (typeof given === 'number' && given > version) {
    throw new Error(
      `has version ${given} of the format, and this vipscope reads ${version}; a newer vipscope reads it`,
    );
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new Error(`${isNot}: ${firstOf(checked.error.issues)}`);
  return checked.data;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string, isNot: string): unknown {
  if (text.trim() === '') throw new Error(`${isNot}: it is empty`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's own message quotes the text, line ends and all.
    throw new Error(`${isNot}: it is no JSON document`, { cause });
  }
}

/** The first thing that is wrong, with its place; all names are those of the format. */
function firstOf(issues: readonly z.core.$ZodIssue[]): string {
  const [issue] = issues;
  if (issue === undefined) return 'unknown reason';
  const place = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  const words = issue.message.replace(/^Invalid input: /, '');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${place.join('').replace(/^\./, '')}: ${words}${more}`;
}
