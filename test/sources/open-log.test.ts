import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OpenLog } from '../../src/sources/open-log.ts';
import { listRotatedSiblings } from '../../src/sources/rotated-siblings.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';

let directory: TempDir;
beforeEach(async () => {
  directory = await makeTempDir('open-log');
});
afterEach(() => directory.remove());

// Node's mtimeMs and its mtimeNs divided differ in the last bit for some of these.
test.each(
  Array.from({ length: 16 }, (_, index) => `2026-11-20T12:00:00.${123_456_789 + index * 31_415_927}Z`),
)('an open file and the same file in a listing were written at one time: %s', async (time) => {
  execFileSync('touch', ['-d', time, directory.file('log.1')]);
  const log = await OpenLog.open(directory.file('log.1'));
  const { modifiedMs } = await log.use(() => log.state());
  const [listed] = await listRotatedSiblings(directory.file('log'));
  expect(modifiedMs).toBe(listed?.modifiedMs);
});
