import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, vi } from 'vitest';
import { type RunningProcess, runProgram, startProcess } from './process.ts';
import type { TempDir } from './temp-dir.ts';

/** One of two routers with keepalived, in a network namespace of its own. */
export interface Router {
  readonly name: string;
  /** What keepalived prints with `-l -n -D`; appended to over its restarts. */
  readonly log: string;
  readonly notifyFifo: string;
  start(): Promise<void>;
  /** Without a farewell: neither process of keepalived comes to send priority 0. */
  kill(): Promise<void>;
  /** SIGTERM; with priority 0 sent and the addresses removed. */
  stop(): Promise<void>;
}

export interface RouterPair {
  /** Priority 100, preempts. */
  readonly preferred: Router;
  /** Priority 99. */
  readonly other: Router;
  /** Ends both keepalived and removes the namespaces. */
  remove(): Promise<void>;
}

/** Makes two namespaces joined by a veth pair; nothing runs in them yet. Needs root. */
export async function makeRouterPair(directory: TempDir): Promise<RouterPair> {
  const [left, right] = [`vs${process.pid}a`, `vs${process.pid}b`];
  await ip('netns', 'add', left);
  await ip('netns', 'add', right);
  await ip('link', 'add', 'vrrp0', 'netns', left, 'type', 'veth', 'peer', 'name', 'vrrp0', 'netns', right);
  for (const [index, namespace] of [left, right].entries()) {
    await ip('-n', namespace, 'addr', 'add', `192.0.2.${index + 1}/24`, 'dev', 'vrrp0');
    await ip('-n', namespace, 'link', 'set', 'vrrp0', 'up');
  }
  for (const namespace of [left, right]) await isUp(namespace);
  const preferred = new KeepalivedRouter(directory, 'preferred', left, 100);
  const other = new KeepalivedRouter(directory, 'other', right, 99);
  return {
    preferred,
    other,
    remove: async () => {
      await Promise.all([preferred.stop(), other.stop()]);
      await ip('netns', 'delete', left);
      await ip('netns', 'delete', right);
    },
  };
}

class KeepalivedRouter implements Router {
  readonly name: string;
  readonly log: string;
  readonly notifyFifo: string;
  private readonly argv: readonly string[];
  private readonly pidFile: string;
  private readonly vrrpPidFile: string;
  private running: RunningProcess | undefined;

  constructor(directory: TempDir, name: string, namespace: string, priority: number) {
    const file = (suffix: string): string => directory.file(`${name}.${suffix}`);
    this.name = name;
    this.log = file('log');
    this.notifyFifo = file('fifo');
    this.pidFile = file('pid');
    this.vrrpPidFile = file('vrrp.pid');
    writeFileSync(file('conf'), configuration(name, priority, this.notifyFifo));
    const options = ['-n', '-l', '-D', '-P', '-f', file('conf'), '-p', this.pidFile, '-r', this.vrrpPidFile];
    // The shell gives keepalived its log and is no more once that runs.
    const shell = ['sh', '-c', 'exec keepalived "$@" >> "$0" 2>&1', this.log, ...options];
    this.argv = ['ip', 'netns', 'exec', namespace, ...shell];
  }

  async start(): Promise<void> {
    const before = this.startups();
    this.running = await startProcess(this.argv, {
      readyWhen: async () => this.startups() > before,
      timeoutMs: 10_000,
    });
  }

  private startups(): number {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').split('Startup complete').length : 0;
  }

  async kill(): Promise<void> {
    const vrrpPid = Number(readFileSync(this.vrrpPidFile, 'utf8'));
    // A parent would start a killed child anew, and a child whose parent is killed says farewell.
    this.running?.signal('SIGSTOP');
    process.kill(vrrpPid, 'SIGKILL');
    this.running?.signal('SIGKILL');
    await this.stop();
    // Left by the dead. Where no init reaps them they still count as running, and keepalived would not start.
    rmSync(this.pidFile);
    rmSync(this.vrrpPidFile);
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }
}

/** VRRPv3, whose advertisements may come more often than once a second. */
function configuration(name: string, priority: number, notifyFifo: string): string {
  return `global_defs {
  router_id ${name}
  script_user root
  vrrp_version 3
  vrrp_notify_fifo ${notifyFifo}
}
vrrp_instance VI_1 {
  state BACKUP
  interface vrrp0
  virtual_router_id 50
  priority ${priority}
  advert_int 0.2
  virtual_ipaddress {
    192.0.2.100/24
  }
}
`;
}

/** To keepalived an interface that is still coming up is a fault. */
async function isUp(namespace: string): Promise<void> {
  const argv = ['ip', '-n', namespace, '-o', 'link', 'show', 'vrrp0'];
  await vi.waitFor(async () => expect((await runProgram(argv)).stdout).toContain('state UP'), 10_000);
}

async function ip(...args: string[]): Promise<void> {
  const { code, stderr } = await runProgram(['ip', ...args]);
  if (code !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}
