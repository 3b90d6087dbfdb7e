import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Written } from './support/log-writer.ts';
import { runProgram } from './support/process.ts';
import { scrape } from './support/scrape.ts';
import { withTempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const WRITER = [process.execPath, '--import', 'tsx', join(import.meta.dirname, 'support/log-writer.ts')];
const SECONDS = '5';
const ROTATIONS = ['rename', 'copytruncate'] as const;

/** `VI_7 MASTER` and how often, of one source. */
function transitions(samples: ReadonlyMap<string, string>, source: string): Record<string, number> {
  const start = `keepalived_vrrp_transitions_total{source="${source}",iname="`;
  return Object.fromEntries(
    [...samples].flatMap(([series, value]) => {
      const [, iname, state] = /^([^"]*)",state="([A-Z]+)"\}$/.exec(series.slice(start.length)) ?? [];
      // Those that never happened are there with 0.
      return series.startsWith(start) && value !== '0' ? [[`${iname} ${state}`, Number(value)]] : [];
    }),
  );
}

function lines(samples: ReadonlyMap<string, string>, source: string): number {
  return ['parsed', 'unmatched', 'foreign']
    .map((of) => Number(samples.get(`keepalived_log_lines_total{source="${source}",class="${of}"}`)))
    .reduce((sum, count) => sum + count);
}

test('two logs of 10,000 lines a second, rotated in both ways, while vipscope is ended and killed: transitions are exact', async () => {
  await withTempDir('restart', async (directory) => {
    for (const rotation of ROTATIONS) writeFileSync(directory.file(rotation), '');
    writeFileSync(
      directory.file('v.yml'),
      JSON.stringify({
        state_directory: directory.file('state'),
        ipvs: { source: 'off' },
        keepalived: ROTATIONS.map((rotation) => ({ name: rotation, log_file: rotation })),
      }),
    );
    const outputs: string[] = [];
    const start = () => serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
    let serving: ServingVipscope = await start();
    try {
      await scrape(serving);
      const checkpoints = ROTATIONS.map((rotation) => directory.file(`state/keepalived-${rotation}.json`));
      await vi.waitFor(() => {
        for (const file of checkpoints) expect(readFileSync(file, 'utf8')).toContain('"offset":0');
      }, 10_000);

      const writing = ROTATIONS.map((rotation) =>
        runProgram([...WRITER, directory.file(rotation), rotation, SECONDS]),
      );
      for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
        const before = lines(await scrape(serving), 'rename');
        await vi.waitFor(
          async () => expect(lines(await scrape(serving), 'rename')).toBeGreaterThan(before + 10_000),
          20_000,
        );
        serving.signal(signal);
        await vi.waitFor(() => expect(serving.ended()).toBe(signal === 'SIGTERM' ? 0 : signal), 10_000);
        outputs.push(serving.output());
        serving = await start();
      }
      const written = (await Promise.all(writing)).map(({ stdout }) => JSON.parse(stdout) as Written);

      await vi.waitFor(async () => {
        const samples = await scrape(serving);
        expect(ROTATIONS.map((rotation) => lines(samples, rotation))).toEqual(
          written.map((one) => one.lines),
        );
      }, 20_000);
      const samples = await scrape(serving);
      for (const [index, rotation] of ROTATIONS.entries()) {
        expect(written[index]?.rotations).toBeGreaterThan(5);
        expect(transitions(samples, rotation)).toEqual(written[index]?.transitions);
      }
      // What they were is what the next start begins with, without a line written in between.
      await serving.stop();
      outputs.push(serving.output());
      serving = await start();
      const after = await scrape(serving);
      for (const [index, rotation] of ROTATIONS.entries()) {
        expect(transitions(after, rotation)).toEqual(written[index]?.transitions);
      }
      expect([...outputs, serving.output()].join('')).not.toContain('lines may have been missed');
    } finally {
      await serving.stop();
    }
  });
});
