/**
 * A program: collects a keepalived's log until SIGTERM, as the exporter does; made to be killed.
 *
 * usage: keepalived-reader.ts PATH STATE_DIRECTORY
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeepalivedCollector } from '../../../src/exporter/collectors/keepalived.ts';

const [path = '', stateDirectory = ''] = process.argv.slice(2);
const say = (_fields: unknown, message?: string): void => {
  process.stderr.write(`${message}\n`);
};
const collector = createKeepalivedCollector(
  { name: 'log', kind: 'log-file', path },
  { log: { info: say, warn: say }, explicit: true, stateDirectory, settings: { checkpointIntervalMs: 200 } },
);
let ended = false;
process.once('SIGTERM', () => {
  ended = true;
});
while (!ended) {
  const outcome = await collector.collect(AbortSignal.timeout(10_000));
  process.stdout.write(`${outcome.kind}\n`);
  await sleep(50);
}
await collector.close();
