import { parseDuration } from '../../../text/duration.ts';
import {
  atMostOne,
  type Condition,
  type ConditionsAt,
  exactlyOne,
  findAll,
  type LocatedFinding,
  needs,
  onlyWith,
  repeated,
} from '../../../yaml/conditions.ts';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

const HAPROXY_KINDS = ['url', 'socket', 'file'];
const BIND_KINDS = ['stats_file', 'statistics_channel'];
const KEEPALIVED_KINDS = ['log_file', 'journal', 'notify_fifo'];
const PASSWORDS = ['password_file', 'password', 'password_env'];
const PROBE_KINDS = ['haproxy', 'bind'];

/** Which keys of `ipvs` each source uses. */
const IPVS_KEYS: Readonly<Record<string, readonly string[]>> = {
  auto: ['command', 'proc_directory', 'connection_limit'],
  ipvsadm: ['command', 'connection_limit'],
  proc: ['proc_directory', 'connection_limit'],
  file: ['file'],
  off: [],
};

/** All rules between several values of a configuration. */
export function configFindings(value: unknown, variables: Variables): LocatedFinding[] {
  return [
    ...findAll(value, conditionsIn(variables)),
    ...['haproxy', 'bind', 'keepalived'].flatMap((key) => repeated(value, [key], 'name')),
    ...repeated(value, ['vip', 'addresses']),
    ...repeated(value, ['web', 'listen_address']),
    ...repeated(value, ['probe', 'modules', '*', 'allow']),
    ...repeated(value, ['peers'], 'url'),
  ];
}

function conditionsIn(variables: Variables): readonly ConditionsAt[] {
  const credentials = [
    atMostOne(...PASSWORDS),
    needs(['username'], PASSWORDS),
    needs(PASSWORDS, ['username']),
    variableIsSet('password_env', variables),
  ];
  const tls = [needs(['cert_file'], ['key_file']), needs(['key_file'], ['cert_file']), caIsUsed];
  return [
    {
      at: ['haproxy', '*'],
      conditions: [
        exactlyOne(...HAPROXY_KINDS),
        onlyWith('url', ['username', ...PASSWORDS, 'tls'], HAPROXY_KINDS),
        ...credentials,
        tlsNeedsHttps('url'),
      ],
    },
    { at: ['haproxy', '*', 'tls'], conditions: tls },
    { at: ['ipvs'], conditions: [keysOfSource] },
    {
      at: ['bind', '*'],
      conditions: [
        exactlyOne(...BIND_KINDS),
        onlyWith('stats_file', ['rndc'], BIND_KINDS),
        onlyWith('statistics_channel', ['tls', 'max_bytes'], BIND_KINDS),
        tlsNeedsHttps('statistics_channel'),
      ],
    },
    { at: ['bind', '*', 'tls'], conditions: tls },
    {
      at: ['keepalived', '*'],
      conditions: [exactlyOne(...KEEPALIVED_KINDS), onlyWith('journal', ['command'], KEEPALIVED_KINDS)],
    },
    { at: ['probe', 'modules', '*'], conditions: [kindIsKnown, ...credentials, bindHasNoPassword] },
    { at: ['probe', 'modules', '*', 'tls'], conditions: tls },
    { at: ['peers', '*'], conditions: [...credentials, tlsNeedsHttps('url')] },
    { at: ['peers', '*', 'tls'], conditions: tls },
    { at: ['view'], conditions: [idleIsLonger] },
  ];
}

function variableIsSet(key: string, variables: Variables): Condition {
  return (mapping) => {
    const name = mapping[key];
    if (typeof name !== 'string' || (variables[name] ?? '') !== '') return [];
    // Its value is not shown: it is a password where somebody took the key for `password`.
    return [{ key, text: `has a ${key} that is not set; set the variable it names, or write password_file` }];
  };
}

function tlsNeedsHttps(urlKey: string): Condition {
  return (mapping) => {
    const url = mapping[urlKey];
    return 'tls' in mapping && typeof url === 'string' && /^http:/i.test(url)
      ? [{ key: 'tls', text: `has tls although its ${urlKey} is not https; write https://, or remove tls` }]
      : [];
  };
}

const caIsUsed: Condition = (mapping) =>
  'ca_file' in mapping && mapping['insecure_skip_verify'] === true
    ? [
        {
          key: 'ca_file',
          text: 'has ca_file and insecure_skip_verify: true, which checks nothing against it; keep one of them',
        },
      ]
    : [];

const keysOfSource: Condition = (mapping) => {
  const source = mapping['source'] ?? 'auto';
  const used = typeof source === 'string' ? IPVS_KEYS[source] : undefined;
  if (used === undefined) return [];
  const unused = ['file', 'command', 'proc_directory', 'connection_limit'].filter(
    (key) => key in mapping && !used.includes(key),
  );
  const findings = unused.map((key) => {
    const fitting = Object.keys(IPVS_KEYS).filter((name) => IPVS_KEYS[name]?.includes(key));
    return {
      key,
      text: `has ${key}, which source: ${String(source)} does not use; write source: ${fitting.join(' or ')}, or remove it`,
    };
  });
  return source === 'file' && !('file' in mapping)
    ? [...findings, { key: 'source', text: 'has source: file without file; add file: PATH' }]
    : findings;
};

const idleIsLonger: Condition = (mapping) => {
  const [watched, idle] = ['interval', 'idle_interval'].map((key) => parseDuration(String(mapping[key])));
  return watched === undefined || idle === undefined || idle >= watched
    ? []
    : [
        {
          key: 'idle_interval',
          text: 'has an idle_interval shorter than its interval; make it as long at least',
        },
      ];
};

const kindIsKnown: Condition = (mapping, name) =>
  'kind' in mapping || PROBE_KINDS.includes(String(name))
    ? []
    : [{ text: 'has no kind, which its name does not tell; write kind: haproxy or kind: bind' }];

const bindHasNoPassword: Condition = (mapping, name) =>
  (mapping['kind'] ?? name) === 'bind' && 'username' in mapping
    ? [{ key: 'username', text: 'has username, but a BIND statistics channel has no passwords; remove it' }]
    : [];
