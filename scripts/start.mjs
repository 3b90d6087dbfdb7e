// npm start: installs, builds and shows vipscope playing the recording of a cluster, on http://127.0.0.1:9053.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, installPackages, ROOT, requireNode } from './steps.mjs';

requireNode();
installPackages();
build();

const demo = spawn(
  process.execPath,
  [join(ROOT, 'dist', 'bin', 'vipscope.js'), 'demo', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 1));
