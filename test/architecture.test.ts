import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..', 'src');

/** Folders of src that the files of a folder may import from; see the section "Layout" of docs/design.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: ['model'],
  parsers: ['parsers', 'model'],
  text: ['text'],
  yaml: ['yaml', 'text'],
  sources: ['sources'],
  view: ['view', 'text', 'model'],
  live: ['live', 'view', 'text', 'sources', 'model'],
  exporter: ['exporter', 'live', 'view', 'yaml', 'text', 'parsers', 'sources', 'model'],
  loadgen: ['loadgen', 'text'],
  scenario: ['scenario', 'loadgen', 'live', 'view', 'sources', 'model', 'yaml', 'text'],
  cli: [
    'cli',
    'exporter',
    'scenario',
    'loadgen',
    'live',
    'view',
    'parsers',
    'sources',
    'model',
    'yaml',
    'text',
  ],
  bin: ['cli'],
};

/** What the rooms of a folder may import from each other, from the bottom up: each only what stands above it here. */
type Rooms = Readonly<Record<string, readonly string[]>>;

/** A worker and its transport alone know each other, for each drives the other. */
const LOADGEN_ROOMS: Rooms = {
  wire: [],
  stats: [],
  ledger: [],
  shaping: ['wire'],
  'settings.ts': ['shaping'],
  queries: ['wire', 'settings.ts'],
  load: ['settings.ts'],
  result: ['stats', 'ledger', 'settings.ts', 'load'],
  verify: ['wire', 'queries', 'result'],
  transport: ['wire', 'stats', 'shaping', 'settings.ts', 'queries', 'worker'],
  worker: ['wire', 'stats', 'ledger', 'shaping', 'settings.ts', 'queries', 'load', 'verify', 'transport'],
  run: ['stats', 'ledger', 'settings.ts', 'queries', 'load', 'result', 'verify', 'transport', 'worker'],
  report: ['stats', 'ledger', 'settings.ts', 'result'],
  metrics: ['stats', 'settings.ts', 'result'],
  options: ['wire', 'shaping', 'settings.ts', 'result'],
};

const PAGE_ROOMS: Rooms = {
  query: [],
  markup: [],
  blocks: ['query', 'markup'],
  'page.ts': ['query', 'blocks'],
  'page-context.ts': ['page.ts'],
  sections: ['query', 'markup', 'blocks', 'page-context.ts'],
  ipvs: ['markup', 'blocks', 'page-context.ts', 'sections'],
  haproxy: ['markup', 'blocks', 'page-context.ts', 'sections'],
  bind: ['markup', 'blocks', 'page-context.ts', 'sections'],
  frame: ['query', 'markup', 'blocks', 'page.ts', 'page-context.ts', 'sections'],
  'build-page.ts': ['blocks', 'page.ts', 'page-context.ts', 'sections', 'ipvs', 'haproxy', 'bind'],
};

function sourceFiles(): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(ROOT, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(file), match[1] ?? ''),
  );
}

function folderOf(file: string): string {
  return relative(ROOT, file).split('/')[0] ?? '';
}

/** Room of a file of a folder; of one beside the rooms, its name; undefined of a file elsewhere. */
function roomOf(folder: string, file: string): string | undefined {
  const path = relative(join(ROOT, folder), file);
  return path.startsWith('..') ? undefined : path.split('/')[0];
}

function wrongImports(
  files: readonly string[],
  isAllowed: (file: string, target: string) => boolean,
): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((target) => !isAllowed(file, target))
      .map((target) => `${relative(ROOT, file)} imports ${relative(ROOT, target)}`),
  );
}

test('arrows between the folders of src point one way', () => {
  const isAllowed = (file: string, target: string): boolean =>
    (MAY_IMPORT[folderOf(file)] ?? []).includes(folderOf(target));
  expect(wrongImports(sourceFiles(), isAllowed)).toEqual([]);
});

test.each([
  { folder: 'loadgen', mayImport: LOADGEN_ROOMS, exceptions: [['transport', 'worker']] },
  { folder: 'view/page', mayImport: PAGE_ROOMS, exceptions: [] },
])('arrows between the rooms of src/$folder point one way', ({ folder, mayImport, exceptions }) => {
  const files = sourceFiles().filter((file) => roomOf(folder, file) !== undefined);
  const isAllowed = (file: string, target: string): boolean => {
    const [from = '', to] = [roomOf(folder, file), roomOf(folder, target)];
    return to === undefined || from === to || (mayImport[from] ?? []).includes(to);
  };
  expect(wrongImports(files, isAllowed)).toEqual([]);

  const rooms = Object.keys(mayImport);
  expect(rooms.toSorted()).toEqual([...new Set(files.map((file) => roomOf(folder, file)))].toSorted());
  const downwards = Object.entries(mayImport).flatMap(([room, targets]) =>
    targets.filter((target) => rooms.indexOf(target) >= rooms.indexOf(room)).map((target) => [room, target]),
  );
  expect(downwards).toEqual(exceptions);
});

test('parsers and model do no I/O', () => {
  const wrong = sourceFiles()
    .filter((file) => ['parsers', 'model'].includes(folderOf(file)))
    .filter((file) => /from 'node:(?!buffer|net|util|string_decoder)/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(ROOT, file));
  expect(wrong).toEqual([]);
});

test('one file starts processes, and never a shell', () => {
  const starters = sourceFiles()
    .filter((file) => readFileSync(file, 'utf8').includes('node:child_process'))
    .map((file) => relative(ROOT, file));
  expect(starters).toEqual(['sources/child.ts']);
  const text = readFileSync(join(ROOT, 'sources/child.ts'), 'utf8');
  expect(text).not.toMatch(/(?<![.\w])exec(Sync)?\(|shell:\s*true/);
});
