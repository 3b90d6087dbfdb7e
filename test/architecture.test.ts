import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..', 'src');

/** Folders of src that the files of a folder may import from; see the section "Layout" of docs/design.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: ['model'],
  parsers: ['parsers', 'model'],
  text: ['text'],
  sources: ['sources'],
  exporter: ['exporter', 'text', 'parsers', 'sources', 'model'],
  view: ['view', 'text', 'model'],
  loadgen: ['loadgen', 'text'],
  cli: ['cli', 'exporter', 'loadgen', 'view', 'sources', 'model'],
  bin: ['cli'],
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

test('arrows between the folders of src point one way', () => {
  const wrong = sourceFiles().flatMap((file) =>
    importsOf(file)
      .filter((target) => !(MAY_IMPORT[folderOf(file)] ?? []).includes(folderOf(target)))
      .map((target) => `${relative(ROOT, file)} imports ${relative(ROOT, target)}`),
  );
  expect(wrong).toEqual([]);
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
