/** Protocols of virtual servers; FWM is a firewall mark. DPVS adds others, which are kept as they come. */
export type IpvsProtocol = 'TCP' | 'UDP' | 'SCTP' | 'FWM' | (string & {});

/** Counters since the virtual server or real server was added (`--stats`). */
export interface IpvsCounters {
  readonly connections: number;
  readonly incomingPackets: number;
  readonly outgoingPackets: number;
  readonly incomingBytes: number;
  readonly outgoingBytes: number;
  /** The figures were cut to three or more digits and K, M, G or T: `--exact` was missing. */
  readonly rounded?: boolean;
}

/** The kernel's own rates per second, averaged over some seconds (`--rate`). */
export interface IpvsRates {
  readonly connectionsPerSecond: number;
  readonly incomingPacketsPerSecond: number;
  readonly outgoingPacketsPerSecond: number;
  readonly incomingBytesPerSecond: number;
  readonly outgoingBytesPerSecond: number;
}

/** Host and port of a virtual or real server. Named ports become numbers, and the name is kept. */
export interface IpvsEndpoint {
  /** IP address without brackets, or the host name that ipvsadm resolved; '' for a firewall mark. */
  readonly address: string;
  /** 0 for all ports, and for a name whose number is not known. */
  readonly port: number;
  readonly portName?: string;
}

/** A real server behind a virtual server. What the mode did not print is missing. */
export interface RealServer extends IpvsEndpoint {
  /** `Masq`, `Local`, `Tunnel`, `Route`, `FullNat` (DPVS). */
  readonly forward?: string;
  /** `ipip`, `gue:6080:-c`, `gre:+c` (`--tun-info`); absent for `n/a`. */
  readonly tunnel?: string;
  readonly weight?: number;
  readonly activeConnections?: number;
  readonly inactiveConnections?: number;
  readonly persistentConnections?: number;
  readonly upperThreshold?: number;
  readonly lowerThreshold?: number;
  /** Words behind the figures that only some programs print: DPVS's `inhibited`, `overload`. */
  readonly otherFlags?: readonly string[];
  readonly counters?: IpvsCounters;
  readonly rates?: IpvsRates;
}

/** A virtual server (kernel: service) and its real servers (kernel: destinations). */
export interface VirtualServer extends IpvsEndpoint {
  readonly protocol: IpvsProtocol;
  /** Firewall mark, for protocol FWM. */
  readonly mark?: number;
  /** Told by the address, or for a mark by ipvsadm's `IPv6`; names leave it unknown. */
  readonly family?: 'ipv4' | 'ipv6';
  readonly scheduler?: string;
  /** Scheduler flags such as `sh-port`, `mh-fallback`. */
  readonly schedulerFlags: readonly string[];
  readonly persistentSeconds?: number;
  /** /proc tells the same in ticks of the kernel's clock and not how many make a second, so they stay ticks. */
  readonly persistentJiffies?: number;
  /** Netmask `255.255.255.0` (IPv4) or prefix length `64` (IPv6) of persistence. */
  readonly persistenceMask?: string;
  /** Persistence engine, such as `sip`. */
  readonly persistenceEngine?: string;
  /** One-packet scheduling (`ops`). */
  readonly onePacket: boolean;
  /** Words behind the scheduler that only some programs print: DPVS's `synproxy`, `conn-timeout 7`. */
  readonly otherFlags?: readonly string[];
  readonly counters?: IpvsCounters;
  readonly rates?: IpvsRates;
  readonly realServers: readonly RealServer[];
}

/** Idle times after which the kernel forgets a connection (`--timeout`). */
export interface IpvsTimeouts {
  readonly tcpSeconds: number;
  readonly tcpFinSeconds: number;
  readonly udpSeconds: number;
}

/** A connection synchronisation thread (`--daemon`). */
export interface IpvsSyncDaemon {
  readonly role: 'master' | 'backup';
  readonly interface: string;
  readonly syncId?: number;
  readonly maxLength?: number;
  readonly group?: string;
  readonly port?: number;
  readonly ttl?: number;
}

/** Connection table entries counted, by protocol and state and by real server. */
export interface IpvsConnectionSummary {
  /** All of them, persistence templates among them. */
  readonly entries: number;
  readonly byState: readonly {
    readonly protocol: string;
    readonly state: string;
    readonly entries: number;
  }[];
  readonly byRealServer: readonly {
    readonly protocol: string;
    readonly virtual: IpvsEndpoint;
    /** The mark of a firewall mark's persistence template, whose virtual address is the mark. */
    readonly mark?: number;
    readonly real: IpvsEndpoint;
    /** Connections of clients. */
    readonly entries: number;
    /** Persistence templates: entries that bind a client, not one of its connections, to the real server. */
    readonly templates: number;
  }[];
}

/** What one host's IPVS holds. Each part is missing where its source was not read. */
export interface IpvsTable {
  readonly version?: string;
  readonly connectionTableSize?: number;
  readonly virtualServers: readonly VirtualServer[];
  readonly totals?: IpvsCounters;
  readonly totalRates?: IpvsRates;
  readonly timeouts?: IpvsTimeouts;
  readonly syncDaemons?: readonly IpvsSyncDaemon[];
  readonly connections?: IpvsConnectionSummary;
}

/** `tcp/172.16.0.1:80`, `udp/[2001:db8::1]:53`, `fwm/10`, `fwm6/10`: the same for every mode and for named ports. */
export function virtualServerKey(
  server: Pick<VirtualServer, 'protocol' | 'mark' | 'family' | keyof IpvsEndpoint>,
): string {
  const protocol = server.protocol.toLowerCase();
  if (server.mark !== undefined) return `${protocol}${server.family === 'ipv6' ? '6' : ''}/${server.mark}`;
  return `${protocol}/${endpointText(server)}`;
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`. */
export function endpointText(endpoint: IpvsEndpoint): string {
  const host = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address;
  return `${host}:${portText(endpoint)}`;
}

/** The port's number; its name where the number is not known, so that two such servers stay two. */
export function portText(endpoint: IpvsEndpoint): string {
  return endpoint.port === 0 && endpoint.portName !== undefined ? endpoint.portName : String(endpoint.port);
}
