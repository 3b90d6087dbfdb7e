// The programs that tests talk to, how Debian calls their packages, and which test needs which.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ROOT, run } from './steps.mjs';

const DIRECTORIES = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/lib/systemd',
];

/** Debian's package of each program. */
const PACKAGES = {
  chromium: 'chromium',
  curl: 'curl',
  dig: 'bind9-dnsutils',
  dnsperf: 'dnsperf',
  gcc: 'gcc',
  haproxy: 'haproxy',
  ip: 'iproute2',
  ipvsadm: 'ipvsadm',
  journalctl: 'systemd',
  keepalived: 'keepalived',
  'linux.uml': 'user-mode-linux',
  modprobe: 'kmod',
  named: 'bind9',
  nsd: 'nsd',
  openssl: 'openssl',
  pgrep: 'procps',
  prometheus: 'prometheus',
  'prometheus-bind-exporter': 'prometheus-bind-exporter',
  'prometheus-haproxy-exporter': 'prometheus-haproxy-exporter',
  promtool: 'prometheus',
  rndc: 'bind9-utils',
  script: 'bsdutils',
  'systemd-journal-remote': 'systemd-journal-remote',
  tcpdump: 'tcpdump',
  xsltproc: 'xsltproc',
};

const isRoot = () => process.getuid?.() === 0;

function isThere(need) {
  if (need === 'root') return isRoot();
  return DIRECTORIES.some((directory) => existsSync(join(directory, need)));
}

/**
 * Installs those of the programs that are missing, where this is root on Debian; elsewhere it changes nothing.
 *
 * @param {readonly string[]} programs
 */
export function installPrograms(programs = Object.keys(PACKAGES)) {
  const missing = programs.filter((program) => program !== 'root' && !isThere(program));
  if (missing.length === 0 || !isRoot() || !existsSync('/etc/debian_version')) return;
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const packages = [...new Set(missing.map((program) => PACKAGES[program]))];
  run('apt-get', ['update', '-qq'], options);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

/**
 * Test files that cannot run here, and why, by the line `// needs: haproxy, root` that they begin with.
 * With CI=true there may be none.
 */
export function skippedTests() {
  const skipped = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', name))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ({ file, missing: missingOf(needsOf(file)) }))
    .filter(({ missing }) => missing.length > 0);
  for (const { file, missing } of skipped) {
    process.stderr.write(`skipped: ${file} needs ${needsText(missing)}\n`);
  }
  if (skipped.length > 0 && process.env.CI === 'true') fail('CI=true allows no test to be skipped');
  return skipped.map(({ file }) => file);
}

/** @param {readonly string[]} needs */
export function missingOf(needs) {
  return needs.filter((need) => !isThere(need));
}

/** @param {readonly string[]} needs */
export function needsText(needs) {
  return needs.map((need) => (need === 'root' ? 'root' : `${need} (Debian: ${PACKAGES[need]})`)).join(', ');
}

/** What the first lines of a test file say that it needs. */
export function needsOf(file) {
  const [, list] = /^\/\/ needs: (.+)$/m.exec(readFileSync(join(ROOT, file), 'utf8')) ?? [];
  const needs = list?.split(', ') ?? [];
  const unknown = needs.filter((need) => need !== 'root' && !Object.hasOwn(PACKAGES, need));
  if (unknown.length > 0) fail(`${file}: scripts/programs.mjs does not know ${unknown.join(', ')}`);
  return needs;
}
