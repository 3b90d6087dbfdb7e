import { type OptionRow, sets, takes } from '../option-row.ts';
import { host, ipAddress } from '../values/address.ts';
import { filePath } from '../values/file.ts';
import { wholeNumber } from '../values/number.ts';
import { oneOf } from '../values/value-kind.ts';

/** Where queries go, and over what. */
export const SERVER_ROWS: readonly OptionRow[] = [
  {
    group: 'Server',
    long: ['server'],
    letters: 's',
    dnsperf: 's',
    metavar: 'HOST',
    help: '[127.0.0.1]',
    takes: takes(host, (server) => ({ server })),
  },
  {
    group: 'Server',
    long: ['port'],
    letters: 'p',
    dnsperf: 'p',
    metavar: 'N',
    help: '[53, dot 853]',
    takes: takes(wholeNumber(1, 65_535), (port) => ({ port })),
  },
  {
    group: 'Server',
    long: ['mode'],
    letters: 'm',
    dnsperf: 'm',
    metavar: 'MODE',
    help: 'udp, tcp, dot',
    takes: takes(oneOf('udp', 'tcp', 'dot'), (mode) => ({ mode })),
  },
  {
    group: 'Server',
    long: ['family'],
    letters: 'f',
    dnsperf: 'f',
    metavar: 'NET',
    help: 'inet, inet6, any',
    takes: takes(oneOf('inet', 'inet6', 'any'), (family) => ({ family })),
  },
  {
    group: 'Server',
    long: ['local-address'],
    letters: 'a',
    dnsperf: 'a',
    metavar: 'IP',
    help: 'send from',
    takes: takes(ipAddress, (localAddress) => ({ localAddress })),
  },
  {
    group: 'Server',
    long: ['local-port'],
    letters: 'x',
    dnsperf: 'x',
    metavar: 'N',
    help: 'and up',
    takes: takes(wholeNumber(0, 65_535), (localPort) => ({ localPort })),
  },
  {
    group: 'Server',
    long: ['tls-server-name'],
    dnsperfKey: 'tls-sni',
    metavar: 'NAME',
    help: '[HOST]',
    takes: takes(host, (tlsServerName) => ({ tlsServerName })),
  },
  {
    group: 'Server',
    long: ['tls-ca'],
    metavar: 'FILE',
    help: 'trusted (PEM)',
    takes: takes(filePath, (tlsCaFile) => ({ tlsCaFile })),
  },
  {
    group: 'Server',
    long: ['tls-insecure'],
    help: 'any certificate',
    takes: sets({ tlsInsecure: true }),
  },
];
