import { type Parsed, ProblemLog } from '../model/problem.ts';
import type { InterfaceAddress } from '../model/vip.ts';
import { FormatError } from './format-error.ts';
import { readIpAddrJson } from './ip-addr-json.ts';
import { type AddressRow, readAddressRow } from './ip-addr-rows.ts';
import { eachLine, words } from './lines.ts';

const EXPECTED = 'the output of ip addr or ifconfig';

/** `2: eth0: <BROADCAST…>`, `3: v1@v0: <…>`; `eth0      Link encap:Ethernet`; `eth0:0: flags=4163<UP…>`. */
const INTERFACE = /^(?:\d+: ([^\s:@]+)(?:@\S+)?: <|(\S+)\s+Link encap:|(\S+): flags=\d+<)/;
/** `ip -o addr`: `2: eth0    inet 10.0.0.1/24 …`. */
const ONE_LINE = /^\d+: ([^\s:@]+)(?:@\S+)?\s+(?=inet6?\s)/;
/** `ip -br addr`: `v1@v0            UP             10.8.0.1 peer 10.8.0.2/32 fe80::1/64`. */
const BRIEF =
  /^([^\s:@]+)(?:@\S+)?\s+(?:UP|DOWN|UNKNOWN|DORMANT|TESTING|NOTPRESENT|LOWERLAYERDOWN)(?:\s+(\S.*))?$/;

/**
 * Reads the addresses of a host's interfaces: `ip addr` (also with -o, -br, -j, and filtered by grep) or ifconfig.
 * @throws FormatError where there is neither an interface nor an address
 */
export function parseIpAddr(text: string): Parsed<readonly InterfaceAddress[]> {
  const problems = new ProblemLog();
  // A terminal's `[root@ds2 ~]#` begins with a bracket too.
  if (/^\s*\[\s*[{\]]/.test(text)) return { records: readIpAddrJson(text, problems), problems };
  const records: InterfaceAddress[] = [];
  let named: string | undefined;
  let recognized = false;
  const add = (row: AddressRow | undefined, name: string | undefined, line: string, number: number): void => {
    if (row === undefined) {
      problems.add(number, 'no address with its prefix length, such as 192.0.2.1/24', line);
    } else if (name === undefined) {
      problems.add(
        number,
        'an address without an interface: no line above names one, and the row has no label',
        line,
      );
    } else {
      records.push(placed(row, name));
    }
  };
  eachLine(text, (line, number) => {
    const header = INTERFACE.exec(line);
    const brief = BRIEF.exec(line);
    const oneLine = ONE_LINE.exec(line);
    if (header !== null) {
      named = header[1] ?? header[2] ?? header[3];
    } else if (brief !== null) {
      for (const row of briefRows(brief[2])) add(readAddressRow(row), brief[1], line, number);
    } else {
      const cells = words(line.slice(oneLine?.[0].length ?? 0).replace(/\\.*/, ''));
      if (cells[0] !== 'inet' && cells[0] !== 'inet6') return;
      const row = readAddressRow(cells);
      add(row, oneLine?.[1] ?? named ?? row?.label, line, number);
    }
    recognized = true;
  });
  if (!recognized) throw new FormatError(EXPECTED, text);
  return { records, problems };
}

/** `lo:0` is a label on the interface `lo`. */
function placed({ label, ...row }: AddressRow, name: string): InterfaceAddress {
  const full = label ?? name;
  const device = name.replace(/:.*/, '');
  return { interface: device, ...(full !== device && { label: full }), ...row };
}

/** Rows as `ip addr` has them, of `10.8.0.1 peer 10.8.0.2/32 fe80::1/64`. */
function briefRows(list = ''): string[][] {
  const rows: string[][] = [];
  for (const cell of words(list)) {
    const row = rows.at(-1);
    // `peer` and the address after it belong to the one before.
    if (row !== undefined && (cell === 'peer' || row.at(-1) === 'peer')) row.push(cell);
    else rows.push(['inet', cell]);
  }
  return rows;
}
