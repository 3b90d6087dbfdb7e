// What `npm start` and `npm test` share. Plain JavaScript: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
const NODE_FLOOR = [20, 19];

/** Runs a program in the project's folder; ends this one with its status if it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error) fail(`${program}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor < NODE_FLOOR[1])) {
    fail(`vipscope needs Node.js ${NODE_FLOOR.join('.')} or newer; this is ${process.versions.node}`);
  }
}

/** Installs the npm packages of package-lock.json unless they are there. */
export function installPackages() {
  if (newest(join(ROOT, 'package-lock.json')) <= newest(join(ROOT, 'node_modules', '.package-lock.json')))
    return;
  // Not npm ci: it wants the optional binaries of every platform in the lock file, also where a registry has not all.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}

/** Compiles src to dist unless dist is newer. */
export function build() {
  const sources = Math.max(newestBelow(join(ROOT, 'src')), newest(join(ROOT, 'tsconfig.build.json')));
  if (sources <= newest(join(ROOT, 'dist', 'bin', 'vipscope.js'))) return;
  run('npm', ['run', '--silent', 'build']);
}

function newest(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newestBelow(directory) {
  return Math.max(
    ...readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) =>
      newest(join(directory, name)),
    ),
  );
}
