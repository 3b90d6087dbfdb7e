/** A place in a text; both numbers begin at 1, the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing wrong in a configuration: what, and what would be right, in one line. */
export interface Mistake {
  /** Absent when the file as a whole is wrong, such as one that cannot be read. */
  readonly position?: Position;
  readonly text: string;
}

/** All mistakes of one configuration file. The message has one line for each: `file:line:column: text`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly fileName: string;
  readonly mistakes: readonly Mistake[];

  constructor(fileName: string, mistakes: readonly Mistake[], options?: ErrorOptions) {
    const sorted = [...mistakes].sort(byPosition);
    const lines = new Set(sorted.map((mistake) => lineOf(fileName, mistake)));
    super([...lines].join('\n'), options);
    this.fileName = fileName;
    this.mistakes = sorted;
  }
}

function byPosition(a: Mistake, b: Mistake): number {
  const from = a.position ?? { line: 0, column: 0 };
  const to = b.position ?? { line: 0, column: 0 };
  return from.line - to.line || from.column - to.column;
}

function lineOf(fileName: string, { position, text }: Mistake): string {
  return position === undefined
    ? `${fileName}: ${text}`
    : `${fileName}:${position.line}:${position.column}: ${text}`;
}
