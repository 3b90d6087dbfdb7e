import type { KeepalivedDump } from '../../model/keepalived.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import { eachLine } from '../lines.ts';
import { DumpInstances } from './dump-instances.ts';

/** Section and entry of keepalived.stats, and the name that keepalived.json has for it. */
const COUNTERS: ReadonlyMap<string, string> = new Map([
  ['Advertisements/Received', 'advert_rcvd'],
  ['Advertisements/Sent', 'advert_sent'],
  ['Became master', 'become_master'],
  ['Released master', 'release_master'],
  ['Packet Errors/Length', 'packet_len_err'],
  ['Packet Errors/TTL', 'ip_ttl_err'],
  ['Packet Errors/Invalid Type', 'invalid_type_rcvd'],
  ['Packet Errors/Advertisement Interval', 'advert_interval_err'],
  ['Packet Errors/Address List', 'addr_list_err'],
  ['Authentication Errors/Invalid Type', 'invalid_authtype'],
  ['Authentication Errors/Type Mismatch', 'authtype_mismatch'],
  ['Authentication Errors/Failure', 'auth_failure'],
  // 2.4 and later
  ['Authentication Extension Errors/Missing', 'auth_ext_missing'],
  ['Authentication Extension Errors/Malformed', 'auth_ext_malformed'],
  ['Authentication Extension Errors/Unknown Key', 'auth_ext_unknown_key'],
  ['Authentication Extension Errors/Invalid HMAC', 'auth_ext_invalid_hmac'],
  ['Authentication Extension Errors/Stale', 'auth_ext_stale'],
  ['Authentication Extension Errors/Replay', 'auth_ext_replay'],
  ['Priority Zero/Received', 'pri_zero_rcvd'],
  ['Priority Zero/Sent', 'pri_zero_sent'],
]);

const INSTANCE = /^ ?VRRP Instance: (\S{1,255})$/;
const SECTION = /^ {2}([A-Z][A-Za-z ]*):$/;
const ENTRY = /^( {2,4})([A-Z][A-Za-z ]*): (.*)$/;
const DIGITS = /^\d{1,20}$/;

/**
 * Reads `keepalived.stats` (written on SIGUSR2; the file may still be growing).
 * Source: vrrp_print_stats() in keepalived/vrrp/vrrp_print.c, 1.2.8 to 2.4.3.
 *
 * @throws FormatError where the text names no instance
 */
export function parseKeepalivedStats(text: string): Parsed<KeepalivedDump> {
  const problems = new ProblemLog();
  const instances = new DumpInstances(problems);
  const reader = new StatsReader(instances, problems);
  eachLine(text, (line, number) => reader.read(line, number));
  const found = instances.all();
  if (found.length === 0) throw new FormatError('keepalived.stats', text);
  return { records: { instances: found, scripts: [], processes: [] }, problems };
}

class StatsReader {
  private readonly instances: DumpInstances;
  private readonly problems: ProblemLog;
  /** Of the instance being read. */
  private counters: Map<string, string> | undefined;
  private section = '';

  constructor(instances: DumpInstances, problems: ProblemLog) {
    this.instances = instances;
    this.problems = problems;
  }

  read(line: string, number: number): void {
    const [, name] = INSTANCE.exec(line) ?? [];
    const [, section] = SECTION.exec(line) ?? [];
    if (name !== undefined) this.beginInstance(name, number);
    else if (this.counters === undefined) return;
    else if (section !== undefined) this.section = section;
    else if (line.trim() !== '') this.readEntry(this.counters, line, number);
  }

  private beginInstance(name: string, number: number): void {
    this.counters = new Map();
    this.section = '';
    this.instances.add({ name, vips: [], excludedVips: [], counters: this.counters }, number);
  }

  private readEntry(counters: Map<string, string>, line: string, number: number): void {
    const [, indent = '', entry, value = ''] = ENTRY.exec(line) ?? [];
    if (entry === undefined) {
      this.problems.add(number, 'not a line of keepalived.stats, such as "    Received: 3"', line);
      return;
    }
    const path = indent.length > 2 ? `${this.section}/${entry}` : entry;
    const counter = COUNTERS.get(path);
    if (counter === undefined) {
      this.problems.add(number, `a counter that no version up to 2.4 has: ${path.slice(0, 80)}`, line);
    } else if (DIGITS.test(value)) {
      counters.set(counter, value);
    } else {
      this.problems.add(number, `${path} is not a count`, line);
    }
  }
}
