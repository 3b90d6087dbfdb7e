/**
 * What holds where a configuration says nothing. docs/configuration.md lists the same values, and a test
 * compares the two.
 */
export const DEFAULTS = {
  listenAddress: '127.0.0.1:9053',
  maxConnections: 512,
  /** Prometheus's own default scrape timeout. */
  scrapeTimeoutMs: 10_000,
  haproxyConcurrency: 10,
  /** Half of the scrape, so that one hung source leaves the others time to be shown. */
  sourceTimeoutMs: 5000,
  /** The CSV of 150,000 servers. */
  maxBytes: 64 * 2 ** 20,
  ipvsadmCommand: ['ipvsadm'],
  procDirectory: '/proc/net',
  connectionLimit: 20_000,
  rndcCommand: ['rndc', 'stats'],
  rndcIntervalMs: 30_000,
  journalctlCommand: ['journalctl'],
  /** A peer is near, and has collected already when it is asked. */
  peerTimeoutMs: 2000,
  viewIntervalMs: 1000,
  viewIdleIntervalMs: 5000,
  viewHistoryMs: 15 * 60_000,
} as const;
