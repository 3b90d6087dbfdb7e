import { type OptionRow, sets, takes } from '../option-row.ts';
import { inputFile } from '../values/file.ts';
import { segment } from '../values/segment.ts';

/** What is asked. */
export const QUERY_ROWS: readonly OptionRow[] = [
  {
    group: 'Queries',
    long: ['data'],
    letters: 'd',
    dnsperf: 'd',
    metavar: 'FILE',
    help: '[-], repeatable',
    takes: takes(inputFile, (file, { files = [] }) => ({ files: [...files, file] })),
  },
  {
    group: 'Queries',
    long: ['binary'],
    letters: 'B',
    dnsperf: 'B',
    help: 'messages, as on TCP',
    takes: sets({ binary: true }),
  },
  {
    group: 'Queries',
    long: ['ignore-directives'],
    letters: 'n',
    help: '',
    insteadOfValue: '--runs',
    takes: sets({ ignoreDirectives: true }),
  },
  {
    group: 'Queries',
    long: ['segment'],
    metavar: 'I/N',
    help: "this host's part",
    takes: takes(segment, (value) => ({ segment: value })),
  },
  {
    group: 'Queries',
    long: ['shuffle'],
    help: 'in random order',
    takes: sets({ shuffle: true }),
  },
];
