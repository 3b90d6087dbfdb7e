import type {
  KeepalivedDump,
  KeepalivedDumpFigures,
  KeepalivedDumpInstance,
  KeepalivedDumpScript,
} from '../../model/keepalived.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import type { Draft } from '../../model/tally.ts';
import { FormatError } from '../format-error.ts';
import { eachLine } from '../lines.ts';
import { vrrpState } from './captured.ts';
import { DumpInstances } from './dump-instances.ts';

const INSTANCE = /^ VRRP Instance = (\S{1,255})$/;
const SCRIPT = /^ VRRP Script = (\S{1,255})$/;
// Up to 1.4.5 the interfaces and scripts that an instance tracks stand in the middle of it.
const PART_OF_INSTANCE = /^(?:------< NIC >------| VRRP Version = )/;
const OTHER_BLOCK = /^(?:------<| VRRP )/;
const FIELD = /^ {3}(\S[^=]*?) = (.*)$/;
// ` = 1` up to 2.0; ` (1):` from 2.1, which also tells of each address whether it is set
const VIPS = /^ {3}Virtual IP(?: = \d+| \(\d+\):)$/;
const EXCLUDED_VIPS = /^ {3}Virtual IP Excluded/;
const VIP = /^ {5}(\S+\/\d{1,3}\b.*)$/;
const MAX_VIPS = 10_000;
const MAX_SCRIPTS = 10_000;

/**
 * Reads `keepalived.data` (written on SIGUSR1; the file may still be growing). Of the many fields only those are kept
 * that are shown; the others may hold passwords, and appear nowhere.
 * Source: dump_vrrp() and dump_vscript() in keepalived/vrrp/vrrp_data.c from 2.0, vrrp_print.c before.
 *
 * @throws FormatError where the text has no heading such as `------< VRRP Topology >------`
 */
export function parseKeepalivedData(text: string): Parsed<KeepalivedDump> {
  const reader = new DataReader();
  eachLine(text, (line, number) => reader.read(line, number));
  if (!reader.hasHeading) throw new FormatError('keepalived.data', text);
  return reader.finish();
}

interface InstanceBlock {
  readonly name: string;
  readonly line: number;
  readonly fields: Map<string, { readonly value: string; readonly line: number }>;
  readonly vips: string[];
  readonly excludedVips: string[];
  tellsWhetherSet: boolean;
}

/** What is kept of an instance, by keepalived's name for it. */
const FIGURES: ReadonlyMap<string, keyof KeepalivedDumpFigures> = new Map([
  ['Virtual Router ID', 'vrid'],
  ['Priority', 'basePriority'],
  ['Effective priority', 'effectivePriority'],
  ['Last transition', 'lastTransitionSeconds'],
  ['Gratuitous ARP delay', 'garpDelaySeconds'],
] as const);
/** `Listening device` up to 1.4.5 */
const KEPT = new Set([...FIGURES.keys(), 'State', 'Interface', 'Listening device']);

class DataReader {
  hasHeading = false;
  private readonly problems = new ProblemLog();
  private readonly instances = new DumpInstances(this.problems);
  private readonly scripts = new Map<string, Draft<KeepalivedDumpScript>>();
  private instance: InstanceBlock | undefined;
  /** Being read, within an instance or not. */
  private script: Draft<KeepalivedDumpScript> | undefined;
  /** Where addresses are listed just now. */
  private addresses: string[] | undefined;

  read(line: string, number: number): void {
    if (line.startsWith('------<')) this.hasHeading = true;
    const [, instance] = INSTANCE.exec(line) ?? [];
    const [, script] = SCRIPT.exec(line) ?? [];
    if (instance !== undefined) this.beginInstance(instance, number);
    else if (script !== undefined) this.beginScript(script);
    else if (OTHER_BLOCK.test(line) && !PART_OF_INSTANCE.test(line)) this.endBlocks();
    else this.readInner(line, number);
  }

  finish(): Parsed<KeepalivedDump> {
    this.endBlocks();
    const records = { instances: this.instances.all(), scripts: [...this.scripts.values()], processes: [] };
    return { records, problems: this.problems };
  }

  private beginInstance(name: string, line: number): void {
    this.endBlocks();
    const empty = { fields: new Map(), vips: [], excludedVips: [], tellsWhetherSet: false };
    this.instance = { name, line, ...empty };
  }

  private beginScript(name: string): void {
    this.addresses = undefined;
    // Up to 1.4.5 it stands in each instance that tracks it.
    this.script = this.scripts.get(name) ?? { name };
    if (this.scripts.size < MAX_SCRIPTS) this.scripts.set(name, this.script);
  }

  private endBlocks(): void {
    if (this.instance !== undefined) {
      this.instances.add(instanceOf(this.instance, this.problems), this.instance.line);
    }
    this.instance = undefined;
    this.script = undefined;
    this.addresses = undefined;
  }

  private readInner(line: string, number: number): void {
    const [, address] = VIP.exec(line) ?? [];
    if (address !== undefined) {
      if (this.addresses !== undefined && this.addresses.length < MAX_VIPS) this.addresses.push(address);
      return;
    }
    this.addresses = undefined;
    if (this.instance !== undefined && EXCLUDED_VIPS.test(line)) {
      this.addresses = this.instance.excludedVips;
    } else if (this.instance !== undefined && VIPS.test(line)) {
      this.addresses = this.instance.vips;
      this.instance.tellsWhetherSet = line.endsWith(':');
    } else {
      const [, key, value] = FIELD.exec(line) ?? [];
      if (key !== undefined && value !== undefined) this.readField(key, value, number);
    }
  }

  private readField(key: string, value: string, line: number): void {
    if (this.script !== undefined) {
      if (key === 'Status') this.script.status = value;
      if (key === 'State') this.script.state = value;
    } else if (this.instance !== undefined && KEPT.has(key)) {
      this.instance.fields.set(key, { value, line });
    }
  }
}

// `1795168055.768400 (Fri Nov 20 09:47:35.768400 2026)`, `100`
const FIGURE = /^(\d{1,15}(?:\.\d{1,9})?)(?: |$)/;

function instanceOf(block: InstanceBlock, problems: ProblemLog): KeepalivedDumpInstance {
  const { name, fields, vips, excludedVips, tellsWhetherSet } = block;
  const device = (fields.get('Interface') ?? fields.get('Listening device'))?.value.split(',', 1)[0];
  const stateText = fields.get('State')?.value;
  // 1.2 and 1.3 write what they have no word for as a number: 0 is INIT.
  const state = stateText === '0' ? 'INIT' : vrrpState(stateText);
  const figures: Draft<KeepalivedDumpFigures> = {};
  for (const [key, field] of FIGURES) {
    const found = fields.get(key);
    if (found === undefined) continue;
    const [, digits] = FIGURE.exec(found.value) ?? [];
    if (digits === undefined) problems.add(found.line, `${key} of ${name} is not a figure`, found.value);
    else figures[field] = Number(digits);
  }
  return {
    name,
    ...figures,
    ...(device !== undefined && { interface: device }),
    ...(state !== undefined && { state }),
    ...(tellsWhetherSet && { vipsSet: vips.some((vip) => vip.endsWith(' set')) }),
    vips,
    excludedVips,
    counters: new Map(),
  };
}
