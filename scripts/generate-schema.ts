/** Writes schema/dnsbench-result.schema.json from what results are checked with. usage: tsx scripts/generate-schema.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultJsonSchema } from '../src/loadgen/result/json.ts';

/** Lists of words stand in one line, as the formatter has them. */
const text = JSON.stringify(resultJsonSchema(), undefined, 2).replace(
  /\[\s+("[^[\]{}]+")\s+\]/g,
  (list, words: string) => {
    const line = `[${words.replace(/\s*\n\s*/g, ' ')}]`;
    return line.length <= 80 ? line : list;
  },
);

writeFileSync(join(import.meta.dirname, '..', 'schema', 'dnsbench-result.schema.json'), `${text}\n`);
