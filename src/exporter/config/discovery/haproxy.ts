import { type Finding, FOUND_NAME, nothing } from './finding.ts';
import { type StatsSocket, statsSockets } from './haproxy-cfg.ts';
import type { HostFiles } from './host-files.ts';

const CFG = '/etc/haproxy/haproxy.cfg';

/**
 * Sockets of distributions and of the manual's examples. The master's socket is none of them: to HAProxy 2.6's
 * master `show stat` and `show info` are unknown commands.
 */
const USUAL_SOCKETS = [
  '/run/haproxy/admin.sock',
  '/var/run/haproxy/admin.sock',
  '/var/lib/haproxy/stats',
  '/run/haproxy/haproxy.sock',
  '/run/haproxy/stats.sock',
  '/run/haproxy.sock',
  '/var/run/haproxy.sock',
  '/var/run/haproxy.stat',
  '/tmp/haproxy',
  '/tmp/haproxy.sock',
  '/tmp/haproxy.stat',
] as const;

/** One socket answers for a whole HAProxy; only with nbproc there is one for each process. */
export async function findHaproxy(files: HostFiles): Promise<Finding> {
  const cfg = await files.head(CFG);
  const configured = cfg.kind === 'text' ? statsSockets(cfg.text) : [];
  const sockets: readonly StatsSocket[] =
    configured.length > 0 ? onePerProcess(configured) : USUAL_SOCKETS.map((path) => ({ path }));
  const entries = await Promise.all(sockets.map(({ path }) => files.at(path)));
  const there = sockets.filter((_, index) => entries[index]?.kind === 'socket');
  const [first] = there;
  if (first !== undefined) {
    const read = first.process === undefined ? [first] : there;
    return {
      written: { haproxy: read.map((socket) => ({ name: nameOf(socket), socket: socket.path })) },
      found: read.map(({ path }) => `haproxy: socket ${path}`),
      missing: [],
    };
  }
  const hidden = entries.find((entry) => entry.kind === 'unreadable');
  if (hidden !== undefined) return nothing(`haproxy: ${hidden.reason}`);
  if (cfg.kind === 'unreadable')
    return nothing(`haproxy: ${cfg.reason}, and none of the usual sockets is there`);
  if (cfg.kind === 'absent') return nothing(`haproxy: no ${CFG}, and none of the usual sockets is there`);
  const [named] = configured;
  return nothing(
    named === undefined
      ? `haproxy: ${CFG} has no 'stats socket', and none of the usual sockets is there; add one, or configure haproxy with a url`
      : `haproxy: ${CFG} names the socket ${named.path}, which is not there; is haproxy running?`,
  );
}

/** The first socket, or the first of each process where the lines tell processes apart. */
function onePerProcess(sockets: readonly StatsSocket[]): readonly StatsSocket[] {
  const byProcess = new Map<string, StatsSocket>();
  for (const socket of sockets) {
    if (socket.process !== undefined && !byProcess.has(socket.process)) byProcess.set(socket.process, socket);
  }
  return byProcess.size > 0 ? [...byProcess.values()] : sockets;
}

function nameOf({ process }: StatsSocket): string {
  return process === undefined ? FOUND_NAME : `${FOUND_NAME}-${process}`;
}
