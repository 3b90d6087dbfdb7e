import { VERSION } from '../exporter/version.ts';
import { ListenError } from '../exporter/web/listen-error.ts';
import { PublishError } from '../sources/publish-files.ts';
import { ConfigError } from '../yaml/config-error.ts';
import { type OptionValues, parseArguments, UsageError } from './arguments.ts';
import { demo } from './demo.ts';
import { EXIT, type Io } from './io.ts';
import { scenario } from './scenario.ts';
import { serve } from './serve.ts';
import { snapshot } from './snapshot.ts';
import { type CommandName, usage } from './usage.ts';
import { OutputError } from './write-all.ts';

const COMMANDS: Readonly<
  Record<CommandName, (options: OptionValues, io: Io, operands: readonly string[]) => Promise<number>>
> = {
  serve,
  snapshot,
  demo,
  scenario,
};

/** Errors that are the operator's to mend, and the exit status of each. */
const EXPECTED: readonly (readonly [new (...args: never[]) => Error, number])[] = [
  [UsageError, EXIT.usage],
  [ConfigError, EXIT.usage],
  [ListenError, EXIT.failed],
  [OutputError, EXIT.failed],
  [PublishError, EXIT.failed],
];

/** Runs a command line. @returns the exit status */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const invocation = parseArguments(argv);
    if (invocation.kind === 'help') {
      io.writeOut(usage());
      return argv.length === 0 ? EXIT.usage : EXIT.done;
    }
    if (invocation.kind === 'version') {
      io.writeOut(`vipscope ${VERSION}, Node.js ${process.versions.node}\n`);
      return EXIT.done;
    }
    return await COMMANDS[invocation.command](invocation.options, io, invocation.operands);
  } catch (error) {
    const [, status] = EXPECTED.find(([type]) => error instanceof type) ?? [];
    if (status === undefined || !(error instanceof Error)) throw error;
    // As quiet as programs that the signal SIGPIPE ends.
    if (error instanceof OutputError && error.brokenPipe) return status;
    io.writeError(error.message.replaceAll(/^/gm, 'vipscope: ').concat('\n'));
    return status;
  }
}
