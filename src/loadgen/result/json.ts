import { z } from 'zod';
import { resultSchema } from './result-schema.ts';
import { RESULT_VERSION, type RunResult } from './run-result.ts';

/** A file that holds no result; the message names the file, the place in it, and what would be right. */
export class ResultFileError extends Error {
  override readonly name = 'ResultFileError';
}

const NO_RESULT = 'is not a result that dnsbench --json has written';

/** The document of `--json`, in one line. */
export function toJson(result: RunResult): string {
  return `${JSON.stringify(result)}\n`;
}

/**
 * Reads the document of `--json`. Fields that this version does not know are passed over.
 *
 * @param file name of the file, for messages
 * @throws ResultFileError with one line
 */
export function fromJson(text: string, file: string): RunResult {
  const value = parse(text, file);
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > RESULT_VERSION) {
    throw new ResultFileError(
      `${file}: has version ${version} of the format, and this dnsbench reads up to ${RESULT_VERSION}; a newer dnsbench reads it`,
    );
  }
  if (version === undefined) throw new ResultFileError(`${file}: ${NO_RESULT}: it has no version`);
  const checked = resultSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new ResultFileError(`${file}: ${NO_RESULT}: ${firstOf(checked.error.issues)}`);
}

/** The JSON Schema of the document (draft 2020-12), as schema/ has it. */
export function resultJsonSchema(): unknown {
  return z.toJSONSchema(resultSchema, { target: 'draft-2020-12', io: 'input' });
}

function parse(text: string, file: string): unknown {
  if (text.trim() === '') throw new ResultFileError(`${file}: is empty; dnsbench --json writes a result`);
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    // The parser's own message quotes the text, line ends and all.
    throw new ResultFileError(`${file}: ${NO_RESULT}: it is no JSON document`, { cause });
  }
}

function firstOf(issues: readonly z.core.$ZodIssue[]): string {
  const [issue] = issues;
  if (issue === undefined) return 'unknown reason';
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${pathText(issue.path)}${issueText(issue)}${more}`;
}

/** `latency.buckets[3][2]` */
function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the document';
  return path
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${keyText(key)}`))
    .join('');
}

/** A name in the file may be anything, of any length. */
function keyText(key: PropertyKey): string {
  const text = String(key);
  return /^[\w.-]{1,40}$/.test(text) ? text : JSON.stringify(text.slice(0, 40));
}

function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return ` is missing; it should be of type ${issue.expected}`;
  }
  if (issue.code === 'invalid_key') return ` ${issue.issues[0]?.message ?? issue.message}`;
  const message = issue.message.replace(/^Invalid (?:input|option): /, '');
  return `: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
