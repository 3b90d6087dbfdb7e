import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { usage } from '../../src/cli/usage.ts';

test('help fits one screen of 80 columns and 24 lines', () => {
  const lines = usage().split('\n');
  expect(lines.length).toBeLessThanOrEqual(25);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(usage()).toMatchInlineSnapshot(`
    "Usage: vipscope serve|snapshot|demo|scenario FILE [OPTION...]

    Shows what a virtual IP does: HAProxy, IPVS, keepalived and BIND in one place.

      serve     serve metrics and status of this host
      snapshot  collect once, print it or write files, exit
      demo      serve a recorded cluster that fails over, on any machine
      scenario  do what FILE says, judge what comes of it (docs/scenarios.md)

      --config.file=FILE             serve, snapshot: else this host is searched
      --config.check                 serve: check the configuration and exit
      --web.listen-address=HOST:PORT serve, demo: may be repeated [127.0.0.1:9053]
      --web.config.file=FILE         serve, demo: TLS, passwords (exporter-toolkit)
      --format=FORMAT                snapshot: text json xml csv html metrics vs.xml
      --out=DIR                      snapshot, scenario: write what is made as files
      --watch=SECONDS                snapshot: show the text again and again
      --timeout=DURATION             snapshot: longest wait for a source [10s]
      --check                        scenario: check FILE and exit
      --log.level=LEVEL              serve, snapshot, demo: debug, info, warn, error
      --log.format=FORMAT            serve, snapshot, demo: logfmt or json [logfmt]
      -h, --help                     show this
      --version                      show the version

    Exit status: 0 done, 1 failed, 2 wrong usage. Manual: docs/configuration.md
    "
  `);
});

test.each([
  [[], { kind: 'help' }],
  [['--help'], { kind: 'help' }],
  [['serve', '-h'], { kind: 'help' }],
  [['--version'], { kind: 'version' }],
])('%j asks for %j', (argv, expected) => {
  expect(parseArguments(argv)).toEqual(expected);
});

test('options are given with = or as the next argument, addresses more than once', () => {
  expect(
    parseArguments(['serve', '--config.file=a.yml', '--web.listen-address', ':1', '--web.listen-address=:2']),
  ).toEqual({
    kind: 'command',
    command: 'serve',
    options: new Map([
      ['config.file', ['a.yml']],
      ['web.listen-address', [':1', ':2']],
    ]),
    operands: [],
  });
});

test('a scenario has its file as operand, before or behind its options', () => {
  const expected = {
    kind: 'command',
    command: 'scenario',
    options: new Map([['out', ['results']]]),
    operands: ['a.yml'],
  };
  expect(parseArguments(['scenario', 'a.yml', '--out=results'])).toEqual(expected);
  expect(parseArguments(['scenario', '--out', 'results', 'a.yml'])).toEqual(expected);
});

test.each([
  [['sevre'], 'there is no command "sevre"; commands are serve, snapshot, demo, scenario'],
  [['serve', '--config.fiel=x'], "Unknown option '--config.fiel'; see vipscope --help"],
  [['serve', '--config.file'], "Option '--config.file <value>' argument missing; see vipscope --help"],
  [
    ['snapshot', '--web.listen-address=:0'],
    '--web.listen-address is an option of serve and demo, not of snapshot',
  ],
  [['scenario'], 'scenario takes one FILE, and none was given; see vipscope --help'],
  [['scenario', 'a', 'b'], 'scenario takes one FILE, and 2 were given; see vipscope --help'],
  [
    ['scenario', 'a', '--log.level=debug'],
    '--log.level is an option of serve and snapshot and demo, not of scenario',
  ],
  [['snapshot', '--out='], '--out is empty; it takes DIR'],
  [['snapshot', '--out', ''], '--out is empty; it takes DIR'],
  [['serve', 'x'], "Unexpected argument 'x'; see vipscope --help"],
  [['serve', '--config.file=a', '--config.file=b'], '--config.file is given 2 times; once is enough'],
])('%j is wrong usage', (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(message);
});
