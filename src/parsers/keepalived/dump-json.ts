import type {
  KeepalivedDump,
  KeepalivedDumpFigures,
  KeepalivedDumpInstance,
  KeepalivedDumpProcess,
} from '../../model/keepalived.ts';
import type { VrrpState } from '../../model/keepalived-event.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import type { Draft } from '../../model/tally.ts';
import { FormatError } from '../format-error.ts';
import { DumpInstances } from './dump-instances.ts';

type Fields = Readonly<Record<string, unknown>>;

/** VRRP_STATE_* of keepalived/include/vrrp.h */
const STATES: ReadonlyMap<unknown, VrrpState> = new Map([
  [0, 'INIT'],
  [1, 'BACKUP'],
  [2, 'MASTER'],
  [3, 'FAULT'],
  [98, 'STOP'],
]);

/**
 * Reads `keepalived.json` (written on a signal, SIGRTMIN+2 in most builds): an array of instances, or with
 * `json_version 2` (2.3 and later) an object of instances and processes. Early versions write the password
 * of an instance; nothing of an instance but what is shown is kept, and no problem shows its text.
 * Source: keepalived/vrrp/vrrp_json.c at tags v1.3.5 to v2.4.3.
 *
 * @throws FormatError where the text is no JSON of either form, as it is while keepalived writes it
 */
export function parseKeepalivedJson(text: string): Parsed<KeepalivedDump> {
  const document = parseDocument(text);
  const problems = new ProblemLog();
  const instances = new DumpInstances(problems);
  for (const [index, element] of document.instances.entries()) {
    const instance = isFields(element) ? readInstance(element) : undefined;
    if (instance === undefined) problems.add(1, 'an instance has no data.iname', `element ${index + 1}`);
    else instances.add(instance, 1);
  }
  const processes = document.processes.flatMap((element) => (isFields(element) ? readProcess(element) : []));
  return { records: { instances: instances.all(), scripts: [], processes }, problems };
}

function parseDocument(text: string): {
  readonly instances: readonly unknown[];
  readonly processes: readonly unknown[];
} {
  const document = parseJson(text);
  if (Array.isArray(document)) return { instances: document, processes: [] };
  if (!isFields(document) || !Array.isArray(document['vrrp'])) throw new FormatError('keepalived.json', text);
  const processes = document['track_process'];
  return { instances: document['vrrp'], processes: Array.isArray(processes) ? processes : [] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FormatError('keepalived.json', text);
  }
}

function readInstance({ data, stats }: Fields): KeepalivedDumpInstance | undefined {
  if (!isFields(data)) return undefined;
  const name = text(data['iname']);
  if (name === undefined || name === '' || name.length > 255) return undefined;
  const device = text(data['ifp_ifname']);
  const state = STATES.get(data['state']);
  const vipsSet = data['vipset'];
  return {
    name,
    ...(device !== undefined && { interface: device }),
    ...(state !== undefined && { state }),
    // `vipset` is 0 or 1 up to 2.0.
    ...((typeof vipsSet === 'boolean' || typeof vipsSet === 'number') && { vipsSet: Boolean(vipsSet) }),
    ...figures(data),
    vips: texts(data['vips']),
    excludedVips: texts(data['evips']),
    counters: isFields(stats) ? counters(stats) : new Map(),
  };
}

const FIGURES: readonly (readonly [string, keyof KeepalivedDumpFigures])[] = [
  ['vrid', 'vrid'],
  ['base_priority', 'basePriority'],
  ['effective_priority', 'effectivePriority'],
  ['last_transition', 'lastTransitionSeconds'],
  ['garp_delay', 'garpDelaySeconds'],
];

function figures(data: Fields): KeepalivedDumpFigures {
  const found: Draft<KeepalivedDumpFigures> = {};
  for (const [key, field] of FIGURES) {
    const value = data[key];
    if (typeof value === 'number') found[field] = value;
  }
  return found;
}

/** Three times what 2.4 has. */
const MAX_COUNTERS = 64;

function counters(stats: Fields): ReadonlyMap<string, string> {
  const found = Object.entries(stats).flatMap(([key, value]) =>
    isCount(value) ? [[key, String(value)] as const] : [],
  );
  return new Map(found.slice(0, MAX_COUNTERS));
}

function readProcess(fields: Fields): KeepalivedDumpProcess[] {
  const name = text(fields['process']);
  if (name === undefined) return [];
  const processes = fields['current_processes'];
  const quorum = fields['have_quorum'];
  return [
    {
      name,
      ...(isCount(processes) && { processes }),
      ...(typeof quorum === 'boolean' && { quorum }),
    },
  ];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((each) => text(each) ?? []) : [];
}

/** JSON can escape halves of surrogate pairs, which differ there and are the same U+FFFD in UTF-8. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toWellFormed() : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
