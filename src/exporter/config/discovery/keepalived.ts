import { type Finding, FOUND_NAME, nothing } from './finding.ts';
import type { HostFiles } from './host-files.ts';

const OWN_LOG = '/var/log/keepalived.log';
const SYSTEM_LOGS = ['/var/log/messages', '/var/log/syslog', '/var/log/daemon.log'];
const PROGRAMS = ['/usr/sbin/keepalived', '/sbin/keepalived', '/usr/local/sbin/keepalived'];
const UNIT = 'keepalived.service';
const UNIT_DIRECTORIES = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
const JOURNALCTL = ['/usr/bin/journalctl', '/bin/journalctl'];

/** `Keepalived`, `Keepalived_vrrp` and `Keepalived_healthcheckers` are its syslog identities. */
const LOG_LINE = /\bKeepalived(?:_\w+)?(?:\[\d+\])?: /;

/** A log of its own, then the journal, then the system's log that has its lines. */
export async function findKeepalived(files: HostFiles): Promise<Finding> {
  if (await isThere(files, [OWN_LOG], 'file')) return logFile(OWN_LOG, `keepalived: log ${OWN_LOG}`);
  if (await hasJournal(files)) {
    return {
      written: { keepalived: [{ name: FOUND_NAME, journal: UNIT }] },
      found: [`keepalived: journal of ${UNIT}`],
      missing: [],
    };
  }
  const logs = await Promise.all(SYSTEM_LOGS.map(async (path) => ({ path, read: await files.tail(path) })));
  const withLines = logs.find(({ read }) => read.kind === 'text' && LOG_LINE.test(read.text));
  if (withLines !== undefined) {
    return logFile(withLines.path, `keepalived: log ${withLines.path}, which has lines of keepalived`);
  }
  const unreadable = logs.flatMap(({ read }) =>
    read.kind === 'unreadable' ? [`keepalived: ${read.reason}`] : [],
  );
  if (!(await isThere(files, PROGRAMS, 'file'))) {
    return nothing(...unreadable, 'keepalived: no program, no unit, and no line of it in the logs');
  }
  const next = logs.find(({ read }) => read.kind === 'text');
  return next === undefined
    ? nothing(...unreadable, 'keepalived: installed, but there is no log to follow; configure log_file')
    : logFile(next.path, `keepalived: log ${next.path}, which has no line of keepalived yet`);
}

function logFile(path: string, line: string): Finding {
  return { written: { keepalived: [{ name: FOUND_NAME, log_file: path }] }, found: [line], missing: [] };
}

/** sd_booted(3): the directory is there if and only if systemd runs. */
async function hasJournal(files: HostFiles): Promise<boolean> {
  const units = UNIT_DIRECTORIES.map((directory) => `${directory}/${UNIT}`);
  const all = await Promise.all([
    isThere(files, ['/run/systemd/system'], 'directory'),
    isThere(files, JOURNALCTL, 'file'),
    isThere(files, units, 'file'),
  ]);
  return all.every((there) => there);
}

async function isThere(
  files: HostFiles,
  paths: readonly string[],
  kind: 'file' | 'directory',
): Promise<boolean> {
  const entries = await Promise.all(paths.map((path) => files.at(path)));
  return entries.some((entry) => entry.kind === kind);
}
