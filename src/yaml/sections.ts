import { z } from 'zod';
import { showKind, showValue } from '../text/show-value.ts';

/**
 * A mapping of known keys; any other key is a mistake. Text in its place is not shown: where the whole file is one,
 * it may be the password file.
 */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const advice = `write a mapping of the keys ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, { error: (issue) => wrongType(issue, advice, showKind) });
}

/** A list; its entries have the path `key[0]`, `key[1]`. */
export function list<Element extends z.core.$ZodType>(element: Element, advice: string) {
  return z.array(element, { error: (issue) => wrongType(issue, advice) });
}

/** A mapping whose keys the operator chooses. */
export function named<Element extends z.core.$ZodType>(element: Element, advice: string) {
  return z.record(z.string(), element, { error: (issue) => wrongType(issue, advice) });
}

function wrongType(issue: z.core.$ZodRawIssue, advice: string, show = showValue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  return `is ${issue.input === undefined ? 'missing' : show(issue.input)}; ${advice}`;
}

/** The keys of the section at a path of a value; undefined where the schema has no section. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] | undefined {
  const bare = unwrapped(schema);
  const [step, ...rest] = path;
  if (bare instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = bare.shape;
    if (step === undefined) return Object.keys(shape);
    const child = shape[String(step)];
    return child === undefined ? undefined : keysAt(child, rest);
  }
  if (step === undefined) return undefined;
  if (bare instanceof z.ZodArray) return keysAt(bare.element, rest);
  return bare instanceof z.ZodRecord ? keysAt(bare.valueType, rest) : undefined;
}

/** All keys of a schema as paths, such as `haproxy[].tls.ca_file`. */
export function allKeys(schema: z.core.$ZodType, prefix = ''): string[] {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodArray) return allKeys(bare.element, `${prefix}[]`);
  if (bare instanceof z.ZodRecord) return allKeys(bare.valueType, `${prefix}.*`);
  if (!(bare instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = bare.shape;
  return Object.entries(shape).flatMap(([key, child]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...allKeys(child, path)];
  });
}

/** What is said of a value, without that it may be missing or written in a shorter way. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodPipe && schema.in instanceof z.ZodTransform ? unwrapped(schema.out) : schema;
}
