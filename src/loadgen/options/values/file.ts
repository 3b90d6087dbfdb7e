import type { ValueKind } from './value-kind.ts';

/** A path to read from, or `-`. A NUL byte ends a name for the kernel. */
export const inputFile: ValueKind<string> = {
  wanted: 'the path of a file, or - for standard input',
  parse: (text) => (text === '' || text.includes('\0') ? undefined : text),
};

/** A path of a file to read or write; standard input and output are no such file. */
export const filePath: ValueKind<string> = {
  wanted: 'the path of a file',
  parse: (text) => (text === '-' ? undefined : inputFile.parse(text)),
};
