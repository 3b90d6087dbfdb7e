/**
 * Following a syslog from its beginning, as after a restart: source, parser and tracker together. In the first file
 * one line in 100 is keepalived's, in the second every line, in the third they are a console's without names.
 * usage: tsx bench/keepalived-follow.ts [ROUNDS] [MIB]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { FEED_SETTINGS, openFeed } from '../src/exporter/collectors/keepalived-feed.ts';
import { KeepalivedLedger } from '../src/exporter/collectors/keepalived-ledger.ts';
import { parseKeepalivedLine } from '../src/parsers/keepalived/log.ts';
import { BEFORE_ANY_FILE } from '../src/sources/log-position.ts';
import { withTempDir } from '../test/integration/support/temp-dir.ts';
import { compareInTurn, printComparison, timed } from './support/rounds.ts';

const ROUNDS = Number(process.argv[2] ?? 9);
const BYTES = Number(process.argv[3] ?? 64) * 1024 * 1024;
const FIXTURES = new URL('../test/fixtures/keepalived/', import.meta.url);

const syslog = linesOf('2.2.7-sync-group-fault-quorum.syslog');
const consoleLog = linesOf('2.2.7-ds1.console.log');

function linesOf(name: string): string[] {
  return readFileSync(new URL(name, FIXTURES), 'utf8').split('\n').slice(0, -1);
}

function foreignLine(number: number): string {
  return `Nov 20 09:47:${10 + (number % 50)} lb1 named[77]: client @0x7f0c${number % 9973} 192.168.50.${number % 254}#4711 (www.abc.local): query: www.abc.local IN A + (192.168.50.201)`;
}

/** As many lines as fill the file; every `every`th is one of `ours`, which repeat. */
function makeLog(ours: readonly string[], every: number): Buffer {
  const pieces: string[] = [];
  for (let number = 0, bytes = 0; bytes < BYTES; number += 1) {
    const line = number % every === 0 ? ours[(number / every) % ours.length] : foreignLine(number);
    pieces.push(`${line}\n`);
    bytes += (line?.length ?? 0) + 1;
  }
  return Buffer.from(pieces.join(''));
}

/** Mebibytes a second. */
async function follow(path: string, bytes: number): Promise<number> {
  const ledger = new KeepalivedLedger({
    parse: (line, nowMs) => parseKeepalivedLine(line, { nowMs }),
    nowMs: Date.now,
  });
  const feed = openFeed(
    { kind: 'log-file', name: 'bench', path },
    {
      settings: FEED_SETTINGS,
      resumeAt: { kind: 'log-file', path, at: BEFORE_ANY_FILE },
      onLines: (batch, isHistory) => ledger.take(batch, isHistory),
      onGap: (reason) => {
        throw new Error(reason);
      },
    },
  );
  const milliseconds = await timed(() => feed.drain());
  await feed.close();
  const { parsed, unmatched, foreign } = ledger.state().lines;
  if (parsed === 0 || parsed + unmatched + foreign < bytes / 1000) throw new Error('lines are missing');
  return bytes / 1024 / 1024 / (milliseconds / 1000);
}

await withTempDir('bench', async (directory) => {
  const contenders = [
    { name: "1 line in 100 keepalived's", log: makeLog(syslog, 100) },
    { name: "every line keepalived's", log: makeLog(syslog, 1) },
    { name: 'console log', log: makeLog(consoleLog, 1) },
  ].map(({ name, log }, index) => {
    const path = directory.file(`log${index}`);
    writeFileSync(path, log);
    const { length } = log;
    return { name, run: () => follow(path, length) };
  });
  printComparison(`following ${BYTES / 1024 / 1024} MiB`, 'MiB/s', await compareInTurn(contenders, ROUNDS));
});
