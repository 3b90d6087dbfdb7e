import type { EdnsOptionSetting } from '../../shaping/shaping-settings.ts';
import type { Draft } from '../draft.ts';
import { changes, type OptionRow, sets, takes } from '../option-row.ts';
import { clientSubnet, rawOption } from '../values/edns-option.ts';
import { filePath } from '../values/file.ts';
import { labelPrefix } from '../values/label-prefix.ts';
import { wholeNumber } from '../values/number.ts';
import { queryClass } from '../values/query-class.ts';
import { tsigKey } from '../values/tsig-key.ts';

/** Size that queryperf's and dnsperf's -e announce. */
const DEFAULT_EDNS_BYTES = 4096;
/** RFC 6891 §6.2.3: lower values are treated as 512. */
const LEAST_EDNS_BYTES = 512;

/** How each query looks. An EDNS option or the DO bit asks for EDNS by itself. */
export const SHAPE_ROWS: readonly OptionRow[] = [
  {
    group: 'Shape',
    long: ['edns'],
    letters: 'e',
    dnsperf: 'e',
    metavar: 'SIZE',
    help: `[${DEFAULT_EDNS_BYTES}]`,
    takes: takes(wholeNumber(LEAST_EDNS_BYTES, 65_535), (ednsSizeBytes) => ({ ednsSizeBytes }), withEdns),
  },
  {
    group: 'Shape',
    long: ['dnssec'],
    letters: 'D',
    dnsperf: 'D',
    help: 'DO bit',
    takes: changes((draft) => ({ ...withEdns(draft), dnssecOk: true })),
  },
  {
    group: 'Shape',
    long: ['edns-option'],
    letters: 'E',
    dnsperf: 'E',
    metavar: 'CODE:HEX',
    help: '',
    takes: takes(rawOption, (option, draft) => withOption(draft, option)),
  },
  {
    group: 'Shape',
    long: ['ecs'],
    metavar: 'IP/LENGTH',
    help: 'client subnet',
    takes: takes(clientSubnet, (option, draft) => withOption(draft, option)),
  },
  {
    group: 'Shape',
    long: ['cookie'],
    help: 'RFC 7873',
    takes: changes((draft) => withOption(draft, { kind: 'cookie' })),
  },
  {
    group: 'Shape',
    long: ['nsid'],
    help: 'count by server id',
    takes: changes((draft) => ({ ...withOption(draft, { kind: 'nsid' }), countBy: 'nsid' })),
  },
  {
    group: 'Shape',
    long: ['no-recurse'],
    letters: 'R',
    help: 'RD off',
    takes: sets({ recursionDesired: false }),
  },
  {
    group: 'Shape',
    long: ['class'],
    metavar: 'CLASS',
    help: '[IN]',
    takes: takes(queryClass, (value) => ({ queryClass: value })),
  },
  {
    group: 'Shape',
    long: ['prefix'],
    metavar: 'KIND[:N]',
    help: 'random, number',
    takes: takes(labelPrefix, (prefix) => ({ prefix })),
  },
  {
    group: 'Shape',
    long: ['tsig-file'],
    metavar: 'FILE',
    help: 'key to sign with',
    takes: takes(filePath, (tsigFile) => ({ tsigFile })),
  },
  {
    group: 'Shape',
    long: ['tsig'],
    letters: 'y',
    dnsperf: 'y',
    secret: true,
    metavar: '[ALGORITHM:]NAME:SECRET',
    help: 'or in DNSBENCH_TSIG',
    takes: takes(tsigKey, (tsig) => ({ tsig })),
  },
];

function withEdns({ ednsSizeBytes = DEFAULT_EDNS_BYTES }: Draft): Draft {
  return { ednsSizeBytes };
}

/** Options that have one value replace their like: the last one given holds. */
function withOption(draft: Draft, option: EdnsOptionSetting): Draft {
  const others = (draft.ednsOptions ?? []).filter(({ kind }) => kind === 'raw' || kind !== option.kind);
  return { ...withEdns(draft), ednsOptions: [...others, option] };
}
