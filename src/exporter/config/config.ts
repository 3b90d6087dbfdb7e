/** How a HAProxy is reached. */
export type HaproxySource = {
  readonly name: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
} & (
  | {
      readonly kind: 'url';
      /** Statistics page with `;csv`; user and password are not part of it. */
      readonly url: string;
      readonly credentials?: Credentials;
      readonly tls: TlsClientOptions;
    }
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string }
);

export interface Credentials {
  readonly username: string;
  readonly password: Password;
}

/** A password, or where it stands; a file is read again at every use, so that it can be changed without a reload. */
export type Password =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

export interface TlsClientOptions {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly serverName?: string;
  readonly insecureSkipVerify: boolean;
}

/** Where IPVS is read. `auto` tries ipvsadm, then /proc. */
export interface IpvsSource {
  readonly source: 'auto' | 'ipvsadm' | 'proc' | 'file' | 'off';
  /** With source `file`: any ipvsadm mode or /proc text, several of them one after the other too. */
  readonly file?: string;
  /** argv before the options, such as `[sudo, -n, /usr/sbin/ipvsadm]`. */
  readonly command: readonly string[];
  /** `/proc/net` of the network namespace to read. */
  readonly procDirectory: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Connection entries are counted only while the table tells of at most this many; 0 never. */
  readonly connectionLimit: number;
}

export type BindSource = { readonly name: string; readonly timeoutMs: number; readonly zones: boolean } & (
  | {
      readonly kind: 'stats-file';
      readonly path: string;
      /** Asked for by the operator, run on its own interval, never because of a scrape. */
      readonly rndc?: { readonly command: readonly string[]; readonly intervalMs: number };
    }
  | {
      readonly kind: 'statistics-channel';
      readonly url: string;
      readonly maxBytes: number;
      readonly tls: TlsClientOptions;
    }
);

export type KeepalivedSource = { readonly name: string; readonly dump?: KeepalivedDumpFiles } & (
  | { readonly kind: 'log-file'; readonly path: string }
  | { readonly kind: 'journal'; readonly unit: string; readonly command: readonly string[] }
  | { readonly kind: 'notify-fifo'; readonly path: string }
);

/** Files that the operator has keepalived write; vipscope sends no signal to get them. */
export interface KeepalivedDumpFiles {
  readonly data?: string;
  readonly stats?: string;
  readonly json?: string;
}

/** Watched virtual IPs; none given means those that keepalived and IPVS name. */
export interface VipSource {
  readonly addresses: readonly string[];
  /** Text of `ip addr` or `ip -j addr` instead of this host's own interfaces. */
  readonly file?: string;
}

/** One module of /probe: which targets it may reach, and how. */
export interface ProbeModule {
  readonly name: string;
  readonly kind: 'haproxy' | 'bind';
  /** Host names, `*.example.com`, addresses and networks `10.0.0.0/8`. */
  readonly allow: readonly string[];
  readonly credentials?: Credentials;
  readonly tls: TlsClientOptions;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Another vipscope, whose node is shown beside this one. */
export interface PeerSource {
  /** What its routes stand below, without a slash at the end; user and password are not part of it. */
  readonly url: string;
  readonly credentials?: Credentials;
  readonly tls: TlsClientOptions;
  readonly timeoutMs: number;
}

/** How the live view collects. */
export interface ViewSettings {
  /** While somebody watches. */
  readonly intervalMs: number;
  readonly idleIntervalMs: number;
  /** How long what was collected is kept. */
  readonly historyMs: number;
}

export interface WebSettings {
  readonly listenAddresses: readonly string[];
  readonly configFile?: string;
  readonly maxConnections: number;
}

export interface Config {
  readonly node: string;
  readonly demo: boolean;
  /** Where positions in logs are remembered over a restart; without it counters begin at 0. */
  readonly stateDirectory?: string;
  readonly web: WebSettings;
  /** Longest collection, whatever Prometheus would wait for. */
  readonly scrapeTimeoutMs: number;
  /** HAProxys read at the same time. */
  readonly haproxyConcurrency: number;
  readonly haproxy: readonly HaproxySource[];
  readonly ipvs: IpvsSource;
  readonly bind: readonly BindSource[];
  readonly keepalived: readonly KeepalivedSource[];
  readonly vip: VipSource;
  readonly probe: readonly ProbeModule[];
  readonly peers: readonly PeerSource[];
  readonly view: ViewSettings;
}
