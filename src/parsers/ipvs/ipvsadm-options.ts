/** Commands that change the table; ipvsadm takes exactly one. */
export type RuleCommand =
  | 'add-service'
  | 'edit-service'
  | 'delete-service'
  | 'add-server'
  | 'edit-server'
  | 'delete-server'
  | 'clear';

export type RuleOption =
  | 'tcp-service'
  | 'udp-service'
  | 'sctp-service'
  | 'fwmark-service'
  | 'ipv6'
  | 'scheduler'
  | 'persistent'
  | 'netmask'
  | 'pe'
  | 'ops'
  | 'sched-flags'
  | 'real-server'
  | 'gatewaying'
  | 'ipip'
  | 'masquerading'
  | 'weight'
  | 'u-threshold'
  | 'l-threshold'
  | 'tun-type'
  | 'tun-port'
  | 'tun-nocsum'
  | 'tun-csum'
  | 'tun-remcsum';

/** One command taken apart; an option that takes no value has ''. */
export interface RuleLine {
  readonly command: RuleCommand;
  readonly options: ReadonlyMap<RuleOption, string>;
  /** Words that are none of the options, as they stand. */
  readonly unknown: readonly string[];
}

const COMMANDS: Readonly<Record<string, RuleCommand>> = {
  '-A': 'add-service',
  '--add-service': 'add-service',
  '-E': 'edit-service',
  '--edit-service': 'edit-service',
  '-D': 'delete-service',
  '--delete-service': 'delete-service',
  '-a': 'add-server',
  '--add-server': 'add-server',
  '-e': 'edit-server',
  '--edit-server': 'edit-server',
  '-d': 'delete-server',
  '--delete-server': 'delete-server',
  '-C': 'clear',
  '--clear': 'clear',
};

const SHORT: Readonly<Record<string, RuleOption>> = {
  '-t': 'tcp-service',
  '-u': 'udp-service',
  '-f': 'fwmark-service',
  '-6': 'ipv6',
  '-s': 'scheduler',
  '-p': 'persistent',
  '-M': 'netmask',
  '-o': 'ops',
  '-b': 'sched-flags',
  '-r': 'real-server',
  '-g': 'gatewaying',
  '-i': 'ipip',
  '-m': 'masquerading',
  '-w': 'weight',
  '-x': 'u-threshold',
  '-y': 'l-threshold',
  // ipvsadm 1.26 and 1.27 saved these two without their dashes, so that they could not restore them.
  pe: 'pe',
  ops: 'ops',
};

type Arity = 'none' | 'value' | 'optional-value';

const ARITY: Readonly<Record<RuleOption, Arity>> = {
  'tcp-service': 'value',
  'udp-service': 'value',
  'sctp-service': 'value',
  'fwmark-service': 'value',
  ipv6: 'none',
  scheduler: 'value',
  persistent: 'optional-value',
  netmask: 'value',
  pe: 'value',
  ops: 'none',
  'sched-flags': 'value',
  'real-server': 'value',
  gatewaying: 'none',
  ipip: 'none',
  masquerading: 'none',
  weight: 'value',
  'u-threshold': 'value',
  'l-threshold': 'value',
  'tun-type': 'value',
  'tun-port': 'value',
  'tun-nocsum': 'none',
  'tun-csum': 'none',
  'tun-remcsum': 'none',
};

/**
 * Takes `-a -t 172.16.0.1:80 -r 172.16.0.10 -i -w 2` apart, with or without `sudo ipvsadm` before it.
 * @returns undefined where the line begins with no command that changes the table
 */
export function readRuleLine(cells: readonly string[]): RuleLine | undefined {
  const program = cells.findIndex((cell) => /(?:^|\/)ipvsadm$/.test(cell));
  // Behind a prompt or sudo the program comes within the first words; further on it is prose.
  const start = program >= 0 && program <= 3 ? program + 1 : 0;
  const command = COMMANDS[cells[start] ?? ''];
  if (command === undefined) return undefined;
  const options = new Map<RuleOption, string>();
  const unknown: string[] = [];
  for (let at = start + 1; at < cells.length; at += 1) {
    const [name = '', inline] = splitInline(cells[at] ?? '');
    const option = optionOf(name);
    if (option === undefined) {
      unknown.push(cells[at] ?? '');
      continue;
    }
    const next = cells[at + 1];
    if (inline !== undefined || !takesNext(ARITY[option], next)) {
      options.set(option, inline ?? '');
    } else {
      options.set(option, next ?? '');
      at += 1;
    }
  }
  return { command, options, unknown };
}

function optionOf(name: string): RuleOption | undefined {
  const long = name.startsWith('--') ? name.slice(2) : '';
  return SHORT[name] ?? (Object.hasOwn(ARITY, long) ? (long as RuleOption) : undefined);
}

/** `--scheduler=wlc` */
function splitInline(cell: string): readonly string[] {
  const equals = cell.startsWith('--') ? cell.indexOf('=') : -1;
  return equals < 0 ? [cell] : [cell.slice(0, equals), cell.slice(equals + 1)];
}

function takesNext(arity: Arity, next: string | undefined): boolean {
  if (arity === 'none' || next === undefined) return false;
  return arity === 'value' || /^\d+$/.test(next);
}
