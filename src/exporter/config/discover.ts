import { buildConfig, type ConfigEnvironment } from './build-config.ts';
import type { Config } from './config.ts';
import { findBind } from './discovery/bind.ts';
import { findHaproxy } from './discovery/haproxy.ts';
import type { HostFiles } from './discovery/host-files.ts';
import { findKeepalived } from './discovery/keepalived.ts';

/** A configuration made from what a host has. */
export interface Discovery {
  readonly config: Config;
  /** Lines for the log, such as `haproxy: socket /run/haproxy/admin.sock`. */
  readonly found: readonly string[];
  /** Lines for the log about what is not there, and what would help. */
  readonly missing: readonly string[];
}

const IPVS_TABLE = '/proc/net/ip_vs';
const IPVSADM = ['/usr/sbin/ipvsadm', '/sbin/ipvsadm', '/usr/local/sbin/ipvsadm'];

/**
 * Looks for what there is to read at the usual places, for a start without a configuration file. Reads files only:
 * no program is started, nothing is connected to.
 */
export async function discover(files: HostFiles, environment: ConfigEnvironment): Promise<Discovery> {
  const [haproxy, bind, keepalived, ipvs] = await Promise.all([
    findHaproxy(files),
    findBind(files),
    findKeepalived(files),
    findIpvs(files),
  ]);
  const findings = [haproxy, ipvs, bind, keepalived];
  const written = { ...haproxy.written, ...bind.written, ...keepalived.written };
  return {
    config: buildConfig(written, environment.workingDirectory, environment),
    found: findings.flatMap(({ found }) => found),
    missing: findings.flatMap(({ missing }) => missing),
  };
}

/** For the log alone: IPVS is asked at every scrape, since its module may be loaded at any time. */
async function findIpvs(
  files: HostFiles,
): Promise<{ readonly found: readonly string[]; readonly missing: readonly string[] }> {
  const paths = [IPVS_TABLE, ...IPVSADM];
  const entries = await Promise.all(paths.map((path) => files.at(path)));
  const path = paths.find((_, index) => entries[index]?.kind === 'file');
  return path === undefined
    ? { found: [], missing: [`ipvs: no ${IPVS_TABLE} and no ipvsadm; looked for again at every scrape`] }
    : { found: [`ipvs: ${path}`], missing: [] };
}
