// The programs that tests talk to, and how Debian calls their packages.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './steps.mjs';

const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

export const PROGRAMS = [
  { program: 'haproxy', debian: 'haproxy' },
  { program: 'named', debian: 'bind9' },
  { program: 'rndc', debian: 'bind9-utils' },
  { program: 'dig', debian: 'bind9-dnsutils' },
  { program: 'keepalived', debian: 'keepalived' },
  { program: 'ipvsadm', debian: 'ipvsadm' },
  { program: 'linux.uml', debian: 'user-mode-linux' },
  { program: 'modprobe', debian: 'kmod' },
  { program: 'ip', debian: 'iproute2' },
  { program: 'openssl', debian: 'openssl' },
  { program: 'promtool', debian: 'prometheus' },
  { program: 'prometheus-haproxy-exporter', debian: 'prometheus-haproxy-exporter' },
  { program: 'prometheus-bind-exporter', debian: 'prometheus-bind-exporter' },
  { program: 'dnsperf', debian: 'dnsperf' },
  { program: 'chromium', debian: 'chromium' },
];

function isInstalled(program) {
  const path = [...(process.env.PATH ?? '').split(':'), ...SBIN];
  return path.some((directory) => existsSync(join(directory, program)));
}

/** Installs what is missing where this is root on Debian. @returns what is still missing */
export function installPrograms() {
  const missing = () => PROGRAMS.filter(({ program }) => !isInstalled(program));
  const before = missing();
  if (before.length === 0 || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return before;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = [...new Set(before.map(({ debian }) => debian))];
  run('apt-get', ['update', '-qq'], { env: environment });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env: environment });
  return missing();
}
