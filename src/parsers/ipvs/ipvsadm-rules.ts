import { isIP } from 'node:net';
import { endpointText, type IpvsTable, virtualServerKey } from '../../model/ipvs.ts';
import type { ProblemLog } from '../../model/problem.ts';
import { RealServerDraft } from '../../model/real-server-draft.ts';
import { words } from '../lines.ts';
import { readServerEndpoint } from './endpoint.ts';
import { type Doubt, readFigure } from './ipvsadm-figures.ts';
import { type RuleLine, type RuleOption, readRuleLine } from './ipvsadm-options.ts';
import { unsigned, type VirtualServerDraft } from './ipvsadm-rows.ts';

/** What ipvsadm takes when it is not told: DEF_SCHED in ipvsadm.c, IPVS_SVC_PERSISTENT_TIMEOUT in libipvs.h. */
const DEFAULT_SCHEDULER = 'wlc';
const DEFAULT_PERSISTENT_SECONDS = 360;
const DEFAULT_WEIGHT = 1;

const PROTOCOLS = [
  ['tcp-service', 'TCP'],
  ['udp-service', 'UDP'],
  ['sctp-service', 'SCTP'],
] as const satisfies readonly (readonly [RuleOption, string])[];

const FIGURES = [
  ['weight', 'weight'],
  ['upperThreshold', 'u-threshold'],
  ['lowerThreshold', 'l-threshold'],
] as const satisfies readonly (readonly [keyof RealServerDraft, RuleOption])[];

/** A virtual server, and its real servers by name, in the order in which they were added. */
interface Service {
  readonly server: VirtualServerDraft;
  readonly realServers: Map<string, RealServerDraft>;
}

/**
 * Carries out commands on a table of its own, line by line: what `ipvsadm -S` and ipvsadm-save print, and scripts of
 * `ipvsadm -A`, `-a` and so on, which say what the table is meant to be.
 */
export class IpvsRulesReader {
  private readonly problems: ProblemLog;
  private services: Map<string, Service> | undefined;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /** @returns false where the line is no command that changes the table */
  read(line: string, number: number): boolean {
    const rule = readRuleLine(words(line));
    if (rule === undefined) return false;
    this.services ??= new Map();
    const doubt: Doubt = (reason) => this.problems.add(number, reason, line);
    if (rule.unknown.length > 0) doubt(`no option of ipvsadm: ${rule.unknown.join(' ')}`);
    apply(rule, this.services, doubt);
    return true;
  }

  /** undefined where there was no command */
  table(): IpvsTable | undefined {
    if (this.services === undefined) return undefined;
    const virtualServers = [...this.services.values()].map(({ server, realServers }) => ({
      ...server,
      realServers: [...realServers.values()],
    }));
    return { virtualServers };
  }
}

/** Carries out a command; one that makes no sense changes nothing, and `doubt` is told why. */
function apply(rule: RuleLine, services: Map<string, Service>, doubt: Doubt): void {
  if (rule.command === 'clear') {
    services.clear();
    return;
  }
  const named = readService(rule.options, doubt);
  if (named === undefined) return;
  const key = virtualServerKey(named);
  const known = services.get(key);
  switch (rule.command) {
    case 'add-service':
    case 'edit-service':
      services.set(key, { server: named, realServers: known?.realServers ?? new Map() });
      break;
    case 'delete-service':
      services.delete(key);
      break;
    default:
      if (known === undefined) doubt(`there is no virtual server ${key} before this line`);
      else applyToRealServer(rule, known, doubt);
  }
}

function applyToRealServer(rule: RuleLine, { server: service, realServers }: Service, doubt: Doubt): void {
  const name = rule.options.get('real-server') ?? '';
  const endpoint = readServerEndpoint(name, service, doubt);
  if (endpoint === undefined) {
    doubt(`-r wants a real server such as 172.16.0.10:80, not ${JSON.stringify(name)}`);
    return;
  }
  const key = endpointText(endpoint);
  if (rule.command === 'delete-server') {
    realServers.delete(key);
    return;
  }
  const server = new RealServerDraft(endpoint);
  readServerOptions(server, rule.options, doubt);
  realServers.set(key, server);
}

/** The virtual server that a command names, with its options. */
function readService(options: RuleLine['options'], doubt: Doubt): VirtualServerDraft | undefined {
  const rest = serviceOptions(options);
  const mark = options.get('fwmark-service');
  if (mark !== undefined) {
    const value = readFigure(mark);
    if (value === undefined) {
      doubt(`-f wants a firewall mark, not ${JSON.stringify(mark)}`);
      return undefined;
    }
    const family = options.has('ipv6') ? 'ipv6' : 'ipv4';
    return { protocol: 'FWM', address: '', port: 0, mark: unsigned(value), family, ...rest };
  }
  const protocol = PROTOCOLS.find(([option]) => options.has(option));
  if (protocol === undefined) {
    doubt('no virtual server: -t, -u, --sctp-service or -f is wanted');
    return undefined;
  }
  const name = options.get(protocol[0]) ?? '';
  // Without a port it is all ports of the address, for persistent services.
  const endpoint = readServerEndpoint(name, { address: '', port: 0 }, doubt);
  if (endpoint === undefined) {
    doubt(`a virtual server such as 172.16.0.1:80 is wanted, not ${JSON.stringify(name)}`);
    return undefined;
  }
  const version = isIP(endpoint.address);
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return { protocol: protocol[1], ...endpoint, ...(version !== 0 && { family }), ...rest };
}

function serviceOptions(
  options: RuleLine['options'],
): Pick<VirtualServerDraft, 'schedulerFlags' | 'onePacket' | 'realServers'> & Partial<VirtualServerDraft> {
  const persistent = options.get('persistent');
  const mask = options.get('netmask');
  const engine = options.get('pe');
  const flags = options.get('sched-flags');
  return {
    scheduler: options.get('scheduler') ?? DEFAULT_SCHEDULER,
    schedulerFlags: flags === undefined ? [] : flags.split(','),
    onePacket: options.has('ops'),
    ...(persistent !== undefined && {
      persistentSeconds: readFigure(persistent) ?? DEFAULT_PERSISTENT_SECONDS,
    }),
    ...(mask !== undefined && { persistenceMask: mask }),
    ...(engine !== undefined && { persistenceEngine: engine }),
    realServers: [],
  };
}

function readServerOptions(server: RealServerDraft, options: RuleLine['options'], doubt: Doubt): void {
  server.forward = options.has('masquerading') ? 'Masq' : options.has('ipip') ? 'Tunnel' : 'Route';
  const tunnel = tunnelText(options);
  if (tunnel !== undefined) server.tunnel = tunnel;
  server.weight = DEFAULT_WEIGHT;
  for (const [field, option] of FIGURES) {
    const text = options.get(option);
    if (text === undefined) continue;
    const figure = readFigure(text);
    if (figure === undefined) doubt(`--${option} wants a figure, not ${JSON.stringify(text)}`);
    else server[field] = figure;
  }
}

/** Tunnels as `--tun-info` prints them: `ipip`, `gue:6080:r+c`, `gre:+c`. */
function tunnelText(options: RuleLine['options']): string | undefined {
  const type = options.get('tun-type');
  if (type === undefined || type === 'ipip') return type;
  const checksum = options.has('tun-remcsum') ? 'r+c' : options.has('tun-csum') ? '+c' : '-c';
  const port = options.get('tun-port');
  return [type, ...(port === undefined ? [] : [port]), checksum].join(':');
}
