// needs: root
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runProgram } from './support/process.ts';
import { withTempDir } from './support/temp-dir.ts';
import { vipscope } from './support/vipscope.ts';

/** A file system of 16 KiB that only this shell and its children see, with an old file on it. */
const ON_A_FULL_DISK = `mount -t tmpfs -o size=16k none "$0" && echo old > "$0/vs.xml" && "$@"
echo "status $?" && ls -A "$0" && cat "$0/vs.xml"`;

test('a full disk is one line, and the old files stay', async () => {
  await withTempDir('full', async (directory) => {
    const out = directory.file('www');
    await mkdir(out);
    const config = directory.file('vipscope.yml');
    await writeFile(config, 'ipvs: { source: "off" }\nvip: { addresses: [192.0.2.1] }\n');
    const words = vipscope('snapshot', `--config.file=${config}`, `--out=${out}`);
    const { stdout, stderr } = await runProgram(['unshare', '-m', 'sh', '-c', ON_A_FULL_DISK, out, ...words]);
    expect(stderr).toMatch(/^vipscope: \S+\/\S+ cannot be written: no space is left on its file system\n$/);
    expect(stdout).toBe('status 1\nvs.xml\nold\n');
  });
});
