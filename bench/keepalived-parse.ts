import { KeepalivedTracker } from '../src/model/keepalived-tracker.ts';
import { parseKeepalivedLine } from '../src/parsers/keepalived/log.ts';
import { median } from './support/rounds.ts';

/**
 * Lines and MiB a second that are parsed and taken into the state, in process: a syslog of nothing but keepalived's
 * lines, one in which one line in 100 is keepalived's, and one of single kinds. Medians of several rounds, by the clock
 * on the wall and by processor time, which other programs on the machine do not lengthen.
 *
 *     npx tsx bench/keepalived-parse.ts [lines] [rounds]
 */
const LINES = Number(process.argv[2] ?? 200_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const MIB = 1024 * 1024;
const CLOCK = { nowMs: Date.UTC(2026, 10, 21) };

/** What a director logs while it fails over and its real servers come and go. */
const MESSAGES: readonly string[] = [
  'Keepalived_vrrp[801]: (VI_1) received lower priority (99) advert from 192.168.50.2 - discarding',
  'Keepalived_vrrp[801]: (VI_1) Receive advertisement timeout',
  'Keepalived_vrrp[801]: (VI_1) Entering MASTER STATE',
  'Keepalived_vrrp[801]: (VI_1) setting VIPs.',
  'Keepalived_vrrp[801]: (VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.168.50.201',
  'Keepalived_vrrp[801]: Sending gratuitous ARP on eth0 for 192.168.50.201',
  'Keepalived_vrrp[801]: VRRP_Group(VG1) Syncing instances to MASTER state',
  'Keepalived_vrrp[801]: VRRP_Script(chk_haproxy) failed (exited with status 1)',
  'Keepalived_vrrp[801]: (VI_1) Changing effective priority from 100 to 80',
  'Keepalived_vrrp[801]: (VI_1) Entering BACKUP STATE',
  'Keepalived_healthcheckers[800]: TCP connection to [192.168.50.3]:tcp:80 success.',
  'Keepalived_healthcheckers[800]: Adding service [192.168.50.3]:tcp:80 to VS [192.168.50.201]:tcp:80',
  'Keepalived_healthcheckers[800]: TCP_CHECK on service [192.168.50.3]:tcp:80 failed after 1 retries.',
  'Keepalived_healthcheckers[800]: Removing service [192.168.50.3]:tcp:80 from VS [192.168.50.201]:tcp:80',
  'Keepalived_healthcheckers[800]: Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] failed after 3 retries (exited with status 1).',
  'Keepalived_healthcheckers[800]: Lost quorum 1-0=1 > 0 for VS [192.168.50.201]:tcp:80',
  'Keepalived[786]: Reload complete',
  'Keepalived_vrrp[801]: a message that no version has',
];
const FOREIGN: readonly string[] = [
  'haproxy[2210]: 192.168.50.9:51234 [20/Nov/2026:09:47:32.123] www web/web1 0/0/1/2/3 200 512 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
  'sshd[77]: Accepted publickey for admin from 192.168.50.9 port 51234 ssh2',
  'systemd[1]: Started Session 42 of user admin.',
  'kernel: [12345.678901] eth0: link up',
];

function logOf(messages: (line: number) => string): string[] {
  return Array.from({ length: LINES }, (_, line) => {
    const second = String(line % 60).padStart(2, '0');
    const minute = String(Math.trunc(line / 60) % 60).padStart(2, '0');
    return `Nov 20 09:${minute}:${second} lb1 ${messages(line)}`;
  });
}

function pick(messages: readonly string[], line: number): string {
  return messages[line % messages.length] ?? '';
}

function measure(name: string, lines: readonly string[]): void {
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const wallSeconds: number[] = [];
  const cpuSeconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tracker = new KeepalivedTracker();
    const startMs = performance.now();
    const cpuStart = process.cpuUsage();
    for (const line of lines) tracker.apply(parseKeepalivedLine(line, CLOCK), { count: true });
    const { user, system } = process.cpuUsage(cpuStart);
    wallSeconds.push((performance.now() - startMs) / 1000);
    cpuSeconds.push((user + system) / 1e6);
  }
  const rates = [median(wallSeconds), median(cpuSeconds)].map((seconds) => {
    const linesPerSecond = Math.round(lines.length / seconds).toLocaleString('en');
    return `${linesPerSecond.padStart(11)} lines/s ${(bytes / MIB / seconds).toFixed(1).padStart(7)} MiB/s`;
  });
  console.log(`${name.padEnd(34)} wall ${rates[0]}   cpu ${rates[1]}`);
}

measure(
  'keepalived only',
  logOf((line) => pick(MESSAGES, line)),
);
measure(
  'one line in 100 is keepalived’s',
  logOf((line) => (line % 100 === 0 ? pick(MESSAGES, line / 100) : pick(FOREIGN, line))),
);
for (const message of MESSAGES)
  measure(
    message.replace(/^\S+ /, '').slice(0, 34),
    logOf(() => message),
  );
