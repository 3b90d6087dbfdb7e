// npm run lab: the cluster of test/lab in a Linux kernel that runs as an ordinary process, and a scenario in it. Installs
// what is missing. Ends with exit status 0 if every assertion passed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPrograms, missingOf, needsOf, needsText } from './programs.mjs';
import { build, fail, installPackages, ROOT, requireNode, run } from './steps.mjs';

const LAB = join(ROOT, 'test', 'lab');
const DEFAULT_SCENARIO = join(LAB, 'scenarios', 'manual-test.yml');
const DEFAULT_OUT = join(ROOT, 'test-artefacts', 'lab');
const USAGE = `Usage: npm run lab -- [--scenario FILE]... [--out DIR] | --shell | --record DIR

Boots a Linux kernel with IPVS as a process and builds in it a client, two directors, two name servers, a pair of
HAProxys and Prometheus. Needs root and Debian; docs/scenarios.md has the format of scenarios.

  --scenario FILE  run this scenario; may be repeated [test/lab/scenarios/manual-test.yml]
  --out DIR        where results go [test-artefacts/lab]
  --shell          leave the cluster up with a prompt, until exit
  --record DIR     record the story that vipscope demo plays, as DIR/recording.jsonl.gz
`;
/** What the recording's story takes besides: it makes its load with dnsperf. */
const STORY_NEEDS = ['dnsperf', 'rndc'];
const STORY_SECONDS = 330;
const BOOT_SECONDS = 120;
/** Longest that one scenario may take; its own timeout is usually shorter. */
const SCENARIO_SECONDS = 900;

const options = readOptions();
requireNode();
const needs = [...needsOf(join('test', 'lab', 'lab.test.ts')), ...(options.record ? STORY_NEEDS : [])];
installPrograms(needs);
const missing = missingOf(needs);
if (missing.length > 0) fail(`the lab needs ${needsText(missing)}`);
installPackages();
build();

const work = mkdtempSync(join(tmpdir(), 'vipscope-lab-'));
let status = 1;
try {
  status = act();
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(status);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        scenario: { type: 'string', multiple: true },
        out: { type: 'string' },
        record: { type: 'string' },
        shell: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    const modes = ['scenario', 'shell', 'record'].filter((mode) => values[mode] !== undefined);
    if (modes.length > 1) throw new Error(`--${modes.join(' and --')} do not go together`);
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function act() {
  if (options.record !== undefined) return record(resolve(options.record));
  if (options.shell) return boot('lab.sh', [join(work, 'lab'), 'shell'], 0, { UML_CONSOLE: 'attached' });
  return runScenarios((options.scenario ?? [DEFAULT_SCENARIO]).map((file) => resolve(file)));
}

function runScenarios(files) {
  for (const file of files) {
    if (!existsSync(file)) return refuse(`${file}: there is no such file`);
    // It travels on the kernel's command line.
    if (/\s/.test(file)) return refuse(`${file}: the lab takes no path with white space`);
  }
  const out = resolve(options.out ?? DEFAULT_OUT);
  const status = boot(
    'lab.sh',
    [join(work, 'lab'), 'scenario', ...files],
    BOOT_SECONDS + files.length * SCENARIO_SECONDS,
  );
  const results = join(work, 'lab', 'results');
  if (existsSync(results)) {
    cpSync(results, out, { recursive: true });
    process.stdout.write(`results: ${out}\n`);
  }
  return status;
}

function record(out) {
  mkdirSync(out, { recursive: true });
  const frames = join(work, 'recording.jsonl');
  const status = boot('demo-story.sh', [join(work, 'lab'), frames], STORY_SECONDS);
  if (status !== 0) return status;
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  run(tsx, [join(LAB, 'pack-recording.ts'), frames, join(out, 'recording.jsonl.gz')]);
  return 0;
}

function boot(script, args, seconds, environment = {}) {
  const { status, error } = spawnSync(join(LAB, 'boot.sh'), [join(LAB, script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, UML_SECONDS: String(seconds), UML_MEMORY: '2G', ...environment },
  });
  if (error) throw error;
  return status ?? 1;
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  return 2;
}
