import { z } from 'zod';

/** Of status.json what a scenario asks for; other versions of vipscope may say more. */
const statusSchema = z.object({
  node: z.string(),
  vips: z.array(z.object({ address: z.string(), verdict: z.string(), owners: z.array(z.string()) })),
});

/** A status as it was read. */
export interface SeenStatus {
  readonly node: string;
  readonly vips: readonly {
    readonly address: string;
    readonly verdict: string;
    readonly owners: readonly string[];
  }[];
  /** All of it. */
  readonly document: unknown;
}

/** @throws Error of one line */
export function parseStatus(text: string): SeenStatus {
  const document = parseJson(text);
  const checked = statusSchema.safeParse(document);
  if (checked.success) return { ...checked.data, document };
  const [issue] = checked.error.issues;
  throw new Error(`status.json: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'is none'}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('status.json is no JSON document', { cause });
  }
}
