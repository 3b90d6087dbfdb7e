import type { z } from 'zod';
import { showText } from '../text/show-value.ts';
import type { LocatedFinding } from './conditions.ts';
import { ConfigError, type Mistake } from './config-error.ts';
import { type LocatedDocument, parseLocated } from './located-document.ts';
import { nearestKey } from './nearest-key.ts';
import type { Place } from './places.ts';
import { keysAt } from './sections.ts';

/** What a configuration file has to be. */
export interface DocumentRules<Schema extends z.core.$ZodType> {
  readonly schema: Schema;
  /** Rules between several values. */
  readonly findings: (value: unknown) => readonly LocatedFinding[];
  /** What to do instead of keys that others of this format know and this program does not. */
  readonly refusedKeys?: Readonly<Record<string, string>>;
}

/**
 * Reads a YAML text and checks it against rules. An empty text is an empty mapping.
 *
 * @throws ConfigError with every mistake
 */
export function checkDocument<Schema extends z.ZodType>(
  text: string,
  fileName: string,
  rules: DocumentRules<Schema>,
): z.output<Schema> {
  const document = parseLocated(text, fileName);
  const value = document.value ?? {};
  const result = rules.schema.safeParse(value);
  const mistakes = [
    ...document.mistakes,
    ...(result.error?.issues ?? []).flatMap((issue) => mistakesOf(issue, document, rules)),
    ...rules.findings(value).map((found) => mistakeOf(found, document)),
  ];
  if (!result.success || mistakes.length > 0) throw new ConfigError(fileName, mistakes);
  return result.data;
}

function mistakesOf(
  issue: z.core.$ZodIssue,
  document: LocatedDocument,
  rules: DocumentRules<z.core.$ZodType>,
): Mistake[] {
  if (issue.code !== 'unrecognized_keys') {
    const place = document.valueAt(issue.path);
    return [{ position: place.position, text: `${subject(place)} ${issue.message}` }];
  }
  const known = keysAt(rules.schema, issue.path) ?? [];
  return issue.keys.map((key) => ({
    position: document.keyAt([...issue.path, key]).position,
    text: unknownKey(key, document.keyAt(issue.path).text, known, rules.refusedKeys ?? {}),
  }));
}

function unknownKey(
  key: string,
  parent: string,
  known: readonly string[],
  refused: Readonly<Record<string, string>>,
): string {
  const advice = Object.hasOwn(refused, key) ? refused[key] : undefined;
  if (advice !== undefined) return `${parent === '' ? key : `${parent}.${key}`} is not supported; ${advice}`;
  const nearest = nearestKey(key, known);
  const instead = nearest === undefined ? `the keys are ${known.join(', ')}` : `did you mean '${nearest}'?`;
  return `unknown key '${showText(key)}'${parent === '' ? '' : ` in ${parent}`}; ${instead}`;
}

function mistakeOf({ mappingPath, finding }: LocatedFinding, document: LocatedDocument): Mistake {
  const mapping = document.valueAt(mappingPath);
  const place = finding.key === undefined ? mapping : document.keyAt([...mappingPath, finding.key]);
  return { position: place.position, text: `${subject(mapping)} ${finding.text}` };
}

function subject(place: Place): string {
  return place.text === '' ? 'the file' : place.text;
}
