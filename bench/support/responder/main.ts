/**
 * A DNS responder as a process of its own. Its first line on standard output is `{"address":…,"port":…}`. Each line
 * on standard input is a command of {@link COMMANDS}, answered by one line of JSON; at the end of input, or at
 * SIGTERM or SIGINT, it prints its statistics as JSON and ends.
 * usage: tsx bench/support/responder/main.ts [--address IP] [--port N] [--rcode N] [--record IPV4] [--seed N]
 *        [--slices] [--faults JSON]
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadLibc } from '../../../src/loadgen/transport/mmsg/libc.ts';
import { Responder } from './responder.ts';
import { DEFAULTS, parseFaults, parseSettings, type ResponderSettings } from './responder-settings.ts';

/** How long it looks at nothing but its socket. */
const TURN_MS = 10;

const COMMANDS: Readonly<Record<string, (responder: Responder, argument: string) => unknown>> = {
  silent: (responder) => {
    responder.silent = true;
    return {};
  },
  speak: (responder) => {
    responder.silent = false;
    return {};
  },
  close: (responder) => {
    responder.close();
    return {};
  },
  open: (responder) => {
    responder.open();
    return {};
  },
  faults: (responder, argument) => {
    responder.faults = parseFaults(JSON.parse(argument));
    return {};
  },
  stats: (responder) => responder.stats(),
};

function settingsOf(argv: readonly string[]): ResponderSettings {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      address: { type: 'string', default: DEFAULTS.address },
      port: { type: 'string', default: '0' },
      rcode: { type: 'string', default: '0' },
      record: { type: 'string' },
      seed: { type: 'string', default: '1' },
      slices: { type: 'boolean', default: false },
      faults: { type: 'string', default: '{}' },
    },
  });
  return parseSettings({
    ...values,
    port: Number(values.port),
    rcode: Number(values.rcode),
    seed: Number(values.seed),
    faults: JSON.parse(values.faults),
  });
}

function obey(responder: Responder, line: string): unknown {
  const [word = '', ...rest] = line.split(' ');
  const command = COMMANDS[word];
  if (command === undefined)
    return { error: `${word}: no such command, known are ${Object.keys(COMMANDS).join(', ')}` };
  try {
    return command(responder, rest.join(' '));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const settings = settingsOf(process.argv.slice(2));
const responder = new Responder(loadLibc(), settings);
// By default the kernel lets a sleeper sleep 50 µs longer than asked (prctl(2), PR_SET_TIMERSLACK).
writeFileSync('/proc/self/timerslack_ns', '1');

let ending = false;
const end = (): void => {
  ending = true;
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
createInterface({ input: process.stdin })
  .on('line', (line) => print(obey(responder, line)))
  .on('close', end);

print({ address: settings.address, port: responder.port });
while (!ending) {
  responder.run(TURN_MS);
  await nextTurn();
}
print(responder.stats());
process.exit(0);
