import type { OutputSettings, Settings } from '../settings.ts';

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: 'run'; readonly settings: Settings }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** Report the result in one file again, or compare those in two. */
  | { readonly kind: 'report'; readonly files: readonly string[]; readonly output: OutputSettings }
  /** Add the results in these files. */
  | { readonly kind: 'merge'; readonly files: readonly string[]; readonly output: OutputSettings };

/** What the command line is read with. */
export interface OptionContext {
  /** Name that the program was started by, with or without its folder. */
  readonly programName: string;
  /** Processors that workers may run on. */
  readonly cores: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads the file of --tsig-file. */
  readonly readTextFile: (path: string) => string;
}
