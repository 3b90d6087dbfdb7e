import { z } from 'zod';
import { list, named, section } from '../../../yaml/sections.ts';
import {
  command,
  duration,
  filePath,
  ipAddress,
  oneOf,
  plainText,
  truth,
  wholeNumber,
} from '../../../yaml/values.ts';
import {
  allowEntry,
  listenAddress,
  peerUrl,
  secretText,
  size,
  socketPath,
  sourceName,
  statisticsChannelUrl,
  statsPageUrl,
  userName,
} from './values.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A string of V8 holds 2^29 - 24 characters; half of that leaves room to work on it. */
const MOST_BYTES = 256 * 2 ** 20;

const timeout = () => duration(1, HOUR_MS).optional();
const maxBytes = () => size(1024, MOST_BYTES).optional();

function sources<Element extends z.core.$ZodType>(element: Element) {
  return list(element, "write a list of sources, each a line '- name: …' with its keys below").optional();
}

const credentials = {
  username: userName().optional(),
  password: secretText().optional(),
  password_file: filePath().optional(),
  password_env: plainText('write the name of an environment variable').optional(),
};

function tls() {
  return section({
    ca_file: filePath().optional(),
    cert_file: filePath().optional(),
    key_file: filePath().optional(),
    server_name: plainText('write the host name that the certificate is for').optional(),
    insecure_skip_verify: truth().optional(),
  }).optional();
}

const web = section({
  listen_address: z
    .preprocess(
      (input) => (typeof input === 'string' ? [input] : input),
      list(listenAddress(), "write one address in quotes or a list of them, such as '127.0.0.1:9053'").min(
        1,
        {
          error: "is an empty list; write an address such as '127.0.0.1:9053'",
        },
      ),
    )
    .optional(),
  config_file: filePath().optional(),
  max_connections: wholeNumber(1, 65_536).optional(),
});

const haproxy = section({
  name: sourceName(),
  url: statsPageUrl().optional(),
  socket: socketPath().optional(),
  file: filePath().optional(),
  ...credentials,
  tls: tls(),
  timeout: timeout(),
  max_bytes: maxBytes(),
});

const ipvs = section({
  source: oneOf(['auto', 'ipvsadm', 'proc', 'file', 'off']).optional(),
  file: filePath().optional(),
  command: command('[sudo, -n, ipvsadm]').optional(),
  proc_directory: filePath().optional(),
  connection_limit: wholeNumber(0, 10_000_000).optional(),
  timeout: timeout(),
  max_bytes: maxBytes(),
});

const bind = section({
  name: sourceName(),
  stats_file: filePath().optional(),
  statistics_channel: statisticsChannelUrl().optional(),
  rndc: section({
    command: command('[rndc, stats]').optional(),
    /** Every run appends to named.stats; a second is the least that its time stamps tell apart. */
    interval: duration(SECOND_MS, 24 * HOUR_MS).optional(),
  }).optional(),
  zones: truth().optional(),
  tls: tls(),
  timeout: timeout(),
  max_bytes: maxBytes(),
});

const keepalived = section({
  name: sourceName(),
  log_file: filePath().optional(),
  journal: plainText('write the name of a unit, such as keepalived.service').optional(),
  notify_fifo: filePath().optional(),
  command: command('[journalctl]').optional(),
  dump: section({
    data: filePath().optional(),
    stats: filePath().optional(),
    json: filePath().optional(),
  }).optional(),
});

const probeModule = section({
  kind: oneOf(['haproxy', 'bind']).optional(),
  allow: list(allowEntry(), 'write a list of hosts and networks, such as [10.0.0.0/8]').optional(),
  ...credentials,
  tls: tls(),
  timeout: timeout(),
  max_bytes: maxBytes(),
});

/** A URL alone, or a mapping where more is to be said. */
const peer = z.preprocess(
  (input) => (typeof input === 'string' ? { url: input } : input),
  section({ url: peerUrl(), ...credentials, tls: tls(), timeout: timeout() }),
);

/** The configuration file. Every value by itself; what they mean together is in config-conditions.ts. */
export const configSchema = section({
  node: plainText('write the name of this host, in quotes if it is a number').optional(),
  state_directory: filePath().optional(),
  web: web.optional(),
  scrape: section({
    timeout: duration(SECOND_MS / 10, HOUR_MS).optional(),
    haproxy_concurrency: wholeNumber(1, 1000).optional(),
  }).optional(),
  haproxy: sources(haproxy),
  ipvs: ipvs.optional(),
  bind: sources(bind),
  keepalived: sources(keepalived),
  vip: section({
    addresses: list(ipAddress(), 'write a list of addresses, such as [192.0.2.1]').optional(),
    file: filePath().optional(),
  }).optional(),
  probe: section({
    modules: named(probeModule, 'write a mapping of module names, each with its keys below').optional(),
  }).optional(),
  peers: list(peer, 'write a list of URLs, such as [http://192.0.2.22:9053]').optional(),
  view: section({
    interval: duration(SECOND_MS / 5, MINUTE_MS).optional(),
    idle_interval: duration(SECOND_MS, HOUR_MS).optional(),
    history: duration(MINUTE_MS, HOUR_MS).optional(),
  }).optional(),
});

/** A configuration as it is written, with durations in milliseconds, sizes in bytes and URLs complete. */
export type WrittenConfig = z.output<typeof configSchema>;
