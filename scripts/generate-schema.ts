/** Writes schema/*.schema.json from what documents are checked with. usage: tsx scripts/generate-schema.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultJsonSchema } from '../src/loadgen/result/json.ts';
import { scenarioResultJsonSchema } from '../src/scenario/result/result-schema.ts';
import { eventsJsonSchema } from '../src/view/events-document.ts';
import { statusJsonSchema } from '../src/view/status/document/status-schema.ts';

/** Lists of words stand in one line, as the formatter has them. */
function schemaText(schema: unknown): string {
  const text = JSON.stringify(schema, undefined, 2).replace(
    /\[\s+("[^[\]{}]+")\s+\]/g,
    (list, words: string) => {
      const line = `[${words.replace(/\s*\n\s*/g, ' ')}]`;
      return line.length <= 80 ? line : list;
    },
  );
  return `${text}\n`;
}

function write(name: string, schema: unknown): void {
  writeFileSync(join(import.meta.dirname, '..', 'schema', `${name}.schema.json`), schemaText(schema));
}

write('dnsbench-result', resultJsonSchema());
write('events', eventsJsonSchema());
write('scenario-result', scenarioResultJsonSchema());
write('status', statusJsonSchema());
