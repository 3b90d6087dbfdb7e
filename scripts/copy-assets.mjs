// Copies what tsc leaves: files beside the sources that are no TypeScript.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './steps.mjs';

cpSync(join(ROOT, 'src'), join(ROOT, 'dist'), {
  recursive: true,
  filter: (source) => !source.endsWith('.ts'),
});
