export type CommandName = 'serve' | 'snapshot' | 'demo' | 'scenario';

/** The commands and what each is for. */
export const COMMANDS: Readonly<Record<CommandName, string>> = {
  serve: 'serve metrics and status of this host',
  snapshot: 'collect once, print it or write files, exit',
  demo: 'serve a recorded cluster that fails over, on any machine',
  scenario: 'do what FILE says, judge what comes of it (docs/scenarios.md)',
};

/** Commands that take one operand, and what it is. */
export const OPERANDS: Readonly<Partial<Record<CommandName, string>>> = { scenario: 'FILE' };

/** One option, as `--help` shows it and as it is parsed. */
export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** Name of its value in the help; absent for a switch. */
  readonly value?: string;
  readonly multiple?: boolean;
  /** Commands that take it; none given: all. */
  readonly commands?: readonly CommandName[];
  readonly help: string;
}

/** Commands that write a log. */
const LOGGING: readonly CommandName[] = ['serve', 'snapshot', 'demo'];

export const OPTIONS: readonly OptionRow[] = [
  {
    name: 'config.file',
    value: 'FILE',
    commands: ['serve', 'snapshot'],
    help: 'else this host is searched',
  },
  { name: 'config.check', commands: ['serve'], help: 'check the configuration and exit' },
  {
    name: 'web.listen-address',
    value: 'HOST:PORT',
    multiple: true,
    commands: ['serve', 'demo'],
    help: 'may be repeated [127.0.0.1:9053]',
  },
  {
    name: 'web.config.file',
    value: 'FILE',
    commands: ['serve', 'demo'],
    help: 'TLS, passwords (exporter-toolkit)',
  },
  {
    name: 'format',
    value: 'FORMAT',
    commands: ['snapshot'],
    help: 'text json xml csv html metrics vs.xml',
  },
  {
    name: 'out',
    value: 'DIR',
    commands: ['snapshot', 'scenario'],
    help: 'write what is made as files',
  },
  { name: 'watch', value: 'SECONDS', commands: ['snapshot'], help: 'show the text again and again' },
  { name: 'timeout', value: 'DURATION', commands: ['snapshot'], help: 'longest wait for a source [10s]' },
  { name: 'check', commands: ['scenario'], help: 'check FILE and exit' },
  { name: 'log.level', value: 'LEVEL', commands: LOGGING, help: 'debug, info, warn, error' },
  { name: 'log.format', value: 'FORMAT', commands: LOGGING, help: 'logfmt or json [logfmt]' },
  { name: 'help', short: 'h', help: 'show this' },
  { name: 'version', help: 'show the version' },
];

/** The options of one command. */
export function optionsOf(command: CommandName): OptionRow[] {
  return OPTIONS.filter(({ commands }) => commands === undefined || commands.includes(command));
}

/** The whole help; it fits a screen of 80 columns and 24 lines. */
export function usage(): string {
  const names = (Object.keys(COMMANDS) as CommandName[]).map((name) =>
    [name, ...[OPERANDS[name] ?? []].flat()].join(' '),
  );
  return `Usage: vipscope ${names.join('|')} [OPTION...]

Shows what a virtual IP does: HAProxy, IPVS, keepalived and BIND in one place.

${Object.entries(COMMANDS)
  .map(([name, summary]) => `  ${name.padEnd(9)} ${summary}\n`)
  .join('')}
${OPTIONS.map(optionLine).join('')}
Exit status: 0 done, 1 failed, 2 wrong usage. Manual: docs/configuration.md
`;
}

function optionLine({ name, short, value, commands, help }: OptionRow): string {
  const flag = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : `=${value}`}`;
  const only = commands === undefined ? '' : `${commands.join(', ')}: `;
  return `  ${flag.padEnd(30)} ${only}${help}\n`;
}
