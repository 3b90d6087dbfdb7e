import type {
  KeepalivedDump,
  KeepalivedDumpFigures,
  KeepalivedDumpInstance,
  KeepalivedDumpScript,
} from '../model/keepalived.ts';
import { type Parsed, type ProblemList, ProblemLog } from '../model/problem.ts';
import type { Draft } from '../model/tally.ts';
import { vrrpState } from './captured.ts';
import { FormatError } from './format-error.ts';
import { DumpInstances } from './keepalived-dump-instances.ts';
import { eachLine } from './lines.ts';

type Fields = Map<string, string>;

/** What begins a block that is kept: ` VRRP Instance = VI_1`. */
const BLOCK = /^ VRRP (Instance|Script) = (\S{1,255})$/;
/** What ends one: a heading, or another block. ` VRRP Version = 2` (1.2.20 to 1.4.5) is part of an instance. */
const OTHER_BLOCK = /^(?:------<| (?!VRRP Version)\S)/;
const FIELD = /^ {3}(\S[^=]*?) = (.*)$/;
// ` = 1` up to 2.0; ` (1):` from 2.1, which also tells of each address whether it is set
const VIPS = /^ {3}Virtual IP(?: = \d+| \(\d+\):)$/;
const EXCLUDED_VIPS = /^ {3}Virtual IP Excluded/;
const VIP = /^ {5}(\S+\/\d{1,3}\b.*)$/;
const MAX_VIPS = 10_000;

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

interface Block {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly fields: Fields;
  readonly vips: string[];
  readonly excludedVips: string[];
  tellsWhetherSet: boolean;
}

function newBlock(kind: string, name: string, line: number): Block {
  return { kind, name, line, fields: new Map(), vips: [], excludedVips: [], tellsWhetherSet: false };
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
const KEPT = new Set([...FIGURES.keys(), 'State', 'Status', 'Interface', 'Listening device']);

class DataReader {
  hasHeading = false;
  private readonly problemLog = new ProblemLog();
  private readonly instances = new DumpInstances(this.problemLog);
  private readonly scripts = new Map<string, KeepalivedDumpScript>();
  private block: Block | undefined;
  private addresses: string[] | undefined;

  read(line: string, number: number): void {
    if (line.startsWith('------<')) this.hasHeading = true;
    const [, kind, name] = BLOCK.exec(line) ?? [];
    if (kind !== undefined && name !== undefined) {
      this.endBlock();
      this.block = newBlock(kind, name, number);
    } else if (OTHER_BLOCK.test(line)) {
      this.endBlock();
    } else if (this.block !== undefined) {
      this.readField(this.block, line);
    }
  }

  finish(): { records: KeepalivedDump; problems: ProblemList } {
    this.endBlock();
    const records = { instances: this.instances.all(), scripts: [...this.scripts.values()], processes: [] };
    return { records, problems: this.problemLog };
  }

  private readField(block: Block, line: string): void {
    const [, address] = VIP.exec(line) ?? [];
    if (address !== undefined) {
      if (this.addresses !== undefined && this.addresses.length < MAX_VIPS) this.addresses.push(address);
      return;
    }
    this.addresses = undefined;
    if (EXCLUDED_VIPS.test(line)) this.addresses = block.excludedVips;
    else if (VIPS.test(line)) {
      this.addresses = block.vips;
      block.tellsWhetherSet = line.endsWith(':');
    } else {
      const [, key, value] = FIELD.exec(line) ?? [];
      if (key !== undefined && value !== undefined && KEPT.has(key)) block.fields.set(key, value);
    }
  }

  private endBlock(): void {
    const { block } = this;
    this.block = undefined;
    this.addresses = undefined;
    if (block === undefined) return;
    if (block.kind === 'Script') this.addScript(block);
    else this.instances.add(instanceOf(block, this.problemLog), block.line);
  }

  private addScript({ name, line, fields }: Block): void {
    if (this.scripts.has(name)) {
      this.problemLog.add(line, 'the script is there a second time; the first one counts', name);
      return;
    }
    const status = fields.get('Status');
    const state = fields.get('State');
    this.scripts.set(name, {
      name,
      ...(status !== undefined && { status }),
      ...(state !== undefined && { state }),
    });
  }
}

// `1795168055.768400 (Fri Nov 20 09:47:35.768400 2026)`, `100`
const FIGURE = /^(\d{1,15}(?:\.\d{1,9})?)(?: |$)/;

function instanceOf(block: Block, problems: ProblemLog): KeepalivedDumpInstance {
  const { name, fields, vips, excludedVips, tellsWhetherSet, line } = block;
  const device = (fields.get('Interface') ?? fields.get('Listening device'))?.split(',', 1)[0];
  const stateText = fields.get('State');
  // 1.2 and 1.3 write what they have no word for as a number: 0 is INIT.
  const state = stateText === '0' ? 'INIT' : vrrpState(stateText);
  const figures: Draft<KeepalivedDumpFigures> = {};
  for (const [key, field] of FIGURES) {
    const text = fields.get(key);
    if (text === undefined) continue;
    const [, digits] = FIGURE.exec(text) ?? [];
    if (digits === undefined) problems.add(line, `${key} of ${name} is not a figure`, text);
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
