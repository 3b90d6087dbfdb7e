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

/**
 * What the rooms of src/loadgen may import from each other, from the bottom up: each only what stands above it here. A
 * worker and its transport alone know each other, for each drives the other.
 */
const ROOMS_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
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

/** Room of a file of src/loadgen; of one beside the rooms, its name. */
function roomOf(file: string): string {
  return relative(ROOT, file).split('/')[1] ?? '';
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

test('arrows between the rooms of src/loadgen point one way', () => {
  const files = sourceFiles().filter((file) => folderOf(file) === 'loadgen');
  const isAllowed = (file: string, target: string): boolean =>
    folderOf(target) !== 'loadgen' ||
    roomOf(file) === roomOf(target) ||
    (ROOMS_MAY_IMPORT[roomOf(file)] ?? []).includes(roomOf(target));
  expect(wrongImports(files, isAllowed)).toEqual([]);

  const rooms = Object.keys(ROOMS_MAY_IMPORT);
  expect(rooms).toEqual(expect.arrayContaining([...new Set(files.map(roomOf))]));
  const downwards = Object.entries(ROOMS_MAY_IMPORT).flatMap(([room, targets]) =>
    targets.filter((target) => rooms.indexOf(target) > rooms.indexOf(room)).map((target) => [room, target]),
  );
  expect(downwards).toEqual([['transport', 'worker']]);
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
