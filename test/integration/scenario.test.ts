// needs: named
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { scenarioResultSchema } from '../../src/scenario/result/result-schema.ts';
import type { ScenarioResult } from '../../src/scenario/result/scenario-result.ts';
import { type ReadElement, readXml } from '../view/support/read-xml.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { runProgram, startProcess } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { startUdpRelay, type UdpRelay } from './support/udp-relay.ts';
import { runVipscope, type ServingVipscope, serveVipscope, vipscope } from './support/vipscope.ts';

const LOOK_MS = 10;

let directory: TempDir;
let named: RunningNamed;
let relay: UdpRelay;
let looking: NodeJS.Timeout;
let serving: ServingVipscope;

beforeAll(async () => {
  directory = await makeTempDir('scenario');
  named = await startNamed(directory, 'rs1', {
    options: 'recursion no; server-id "rs1";',
    zones: `zone "abc.local" { type primary; file "abc.local.zone"; };`,
    files: {
      'abc.local.zone': '$TTL 60\n@ SOA @ root 1 60 60 60 60\n@ NS @\n@ A 127.0.0.1\nwww A 127.0.0.1\n',
    },
  });
  relay = await startUdpRelay(named.port);
  // What the scenario's commands can do to the path is to leave a file.
  looking = setInterval(() => (existsSync(directory.file('cut')) ? relay.cut() : relay.mend()), LOOK_MS);
  await writeFile(directory.file('keepalived.log'), '');
  await writeFile(
    directory.file('vipscope.yml'),
    JSON.stringify({
      node: 'ds1',
      state_directory: directory.file('state'),
      keepalived: [{ name: 'ds1', log_file: directory.file('keepalived.log') }],
      ipvs: { source: 'off' },
      view: { interval: '200ms', idle_interval: '1s' },
    }),
  );
  // As rsyslog writes them now.
  await writeFile(
    directory.file('say.sh'),
    `printf '%s ds1 Keepalived_vrrp[801]: (VI_1) Entering %s STATE\\n' "$(date +%Y-%m-%dT%H:%M:%S.%6N%:z)" "$1" >> keepalived.log\n`,
  );
  serving = await serveVipscope('serve', `--config.file=${directory.file('vipscope.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  clearInterval(looking);
  await relay?.stop();
  await named?.stop();
  await directory?.remove();
});

/** The path is cut while keepalived's log tells of another director; later the server hangs for a while. */
const scenario = (maxOutage: string): string => `
name: ds1 fails over
timeout: 60s
vipscopes: { ds1: ${serving.url} }
load:
  server: 127.0.0.1
  port: ${relay.port}
  queries: [www.abc.local A]
  rate: 200
  duration: 6s
  timeout: 400ms
  count_by: nsid
  options: [--sockets, '4', --workers, '1']
actions:
  cut: [touch, cut]
  mend: [rm, -f, cut]
steps:
  - { at: 1s, name: the path is cut, do: cut }
  - name: ds1 steps down
    run: [sh, say.sh, BACKUP]
    expect:
      - event: { node: ds1, layer: vrrp, kind: state, subject: VI_1, to: BACKUP, count: 1 }
        within: 3s
  - { name: ds1 takes over again, at: 1800ms, run: [sh, say.sh, MASTER] }
  - { name: the path is mended, do: mend }
  - name: vipscope has seen it
    wait_for: { event: { to: MASTER, since: ds1 takes over again } }
    timeout: 5s
    expect:
      - metric:
          vipscope: ds1
          name: keepalived_vrrp_transitions_total
          labels: { iname: VI_1, state: MASTER }
          is: '>= 1'
        within: 3s
  - { at: 4s, name: named hangs, kill: { pid_file: rs1/named.pid, signal: STOP } }
  - { at: 4900ms, name: named goes on, kill: { pid_file: rs1/named.pid, signal: CONT } }
finally:
  - { name: mended for certain, do: mend }
  - { kill: { pid_file: rs1/named.pid, signal: CONT } }
expect:
  - max_outage: ${maxOutage}
  - max_lost: 1000
  - accounted: true
  - shares: { rs1: 100% ± 0 }
  - disturbances:
      - { cause: vrrp, subject: VI_1, max_outage: ${maxOutage} }
      - { cause: unknown }
  - event: { layer: vrrp, kind: state, count: 2 }
  - { name: the node is ds1, status: { vipscope: ds1, path: /node, is: ds1 } }
`;

async function run(name: string, text: string) {
  await writeFile(directory.file(`${name}.yml`), text);
  const out = directory.file(`${name}-out`);
  const finished = await runVipscope('scenario', directory.file(`${name}.yml`), '--out', out);
  const result = scenarioResultSchema.parse(JSON.parse(await readFile(`${out}/result.json`, 'utf8')));
  return { ...finished, out, result };
}

const failedOf = ({ assertions }: ScenarioResult) =>
  assertions.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name);

function elementsOf({ children }: ReadElement): ReadElement[] {
  return children.filter((child) => typeof child !== 'string');
}

test('what a failover costs, as it was expected: every form of the result says so', async () => {
  const { code, stdout, stderr, out, result } = await run('good', scenario('5s'));
  expect({ failed: failedOf(result), failure: result.failure, stderr }).toEqual({ failed: [], stderr: '' });
  expect({ code, outcome: result.outcome }).toEqual({ code: 0, outcome: 'passed' });
  expect(stdout).toContain('PASSED ds1 fails over');
  const { load } = result;
  expect(load?.totals.sent).toBeGreaterThan(0);
  expect(load?.totals.timedOut).toBeGreaterThan(0);
  expect(load?.disturbances.map(({ cause }) => cause)).toEqual(['vrrp', 'unknown']);
  expect(result.timeline.filter(({ kind }) => kind === 'event').map(({ text }) => text)).toEqual([
    'vrrp state VI_1: BACKUP',
    'vrrp state VI_1: BACKUP to MASTER',
  ]);

  const suite = elementsOf(readXml(readFileSync(`${out}/junit.xml`, 'utf8')))[0];
  expect(suite?.attributes).toMatchObject({ tests: String(result.assertions.length), failures: '0' });
  const page = readFileSync(`${out}/report.html`, 'utf8');
  expect(page).toContain('<h1>ds1 fails over <span class="server">passed</span></h1>');
  expect(page).toContain('<a href="load.html">');
  expect(readFileSync(`${out}/load.html`, 'utf8')).toContain('dnsbench');
});

test('a bound that is too tight fails, by its name, with what was measured', async () => {
  const { code, stdout, out, result } = await run('tight', scenario('100ms'));
  expect({ code, outcome: result.outcome }).toEqual({ code: 1, outcome: 'failed' });
  expect(failedOf(result)).toEqual([
    'longest outage at most 100ms',
    '2 disturbances, and no other: 1: vrrp VI_1',
  ]);
  expect(stdout).toMatch(
    /FAILED {2}longest outage at most 100ms\n {8}wanted {3}at most 100ms\n {8}measured [\d.]+ s/,
  );
  const [suite] = elementsOf(readXml(readFileSync(`${out}/junit.xml`, 'utf8')));
  const failures = (suite === undefined ? [] : elementsOf(suite)).filter((testCase) =>
    elementsOf(testCase).some(({ name }) => name === 'failure'),
  );
  expect(failures).toHaveLength(2);
});

test('a file with mistakes is not run: each with its place, exit status 2', async () => {
  const path = directory.file('bad.yml');
  await writeFile(
    path,
    'name: bad\nsteps:\n  - { at: soon, do: nothing_known }\n  - { rnu: [touch, ran] }\n',
  );
  for (const options of [[], ['--check']]) {
    expect(await runVipscope('scenario', path, ...options)).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        `${path}:3:11: steps[0].at is 'soon'; write a duration of 0s to 1d, such as 30s, 500ms or 1m`,
        `${path}:3:17: steps[0] has do 'nothing_known', which is not in actions; there are none`,
        `${path}:4:7: unknown key 'rnu' in steps[1]; did you mean 'run'?`,
        '',
      ]
        .map((line) => (line === '' ? '' : `vipscope: ${line}`))
        .join('\n'),
    });
  }
  expect(existsSync(directory.file('ran'))).toBe(false);
});

test('--check says that a file is valid, and runs nothing', async () => {
  const path = directory.file('checked.yml');
  await writeFile(path, 'name: checked\nsteps: [{ run: [touch, checked] }]\n');
  expect(await runVipscope('scenario', '--check', path)).toEqual({
    code: 0,
    stdout: `${path} is valid\n`,
    stderr: '',
  });
  expect(existsSync(directory.file('checked'))).toBe(false);
});

test('results that could not be written are told before anything is done', async () => {
  const path = directory.file('unwritable.yml');
  await writeFile(path, 'name: unwritable\nsteps: [{ run: [touch, done] }]\n');
  const { code, stdout, stderr } = await runVipscope('scenario', path, '--out', '/proc/results');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^vipscope: \/proc\/results cannot be made: ENOENT.*\n$/);
  expect(existsSync(directory.file('done'))).toBe(false);
});

test('Ctrl-C ends what runs with all that it started, and finally runs', async () => {
  const path = directory.file('long.yml');
  await writeFile(
    path,
    `
name: long
steps:
  - { start: [sh, -c, 'echo $$ > started.pid; sleep 300'] }
  - { run: [sh, -c, 'sleep 300 & echo $! > inner.pid; wait'], timeout: 5m }
  - { run: [touch, reached] }
finally:
  - { run: [sh, -c, 'exit 1'] }
  - { run: [touch, cleaned] }
`,
  );
  const pidOf = (name: string): string => {
    const file = directory.file(name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  };
  const running = await startProcess(vipscope('scenario', path), {
    readyWhen: () => Promise.resolve(pidOf('inner.pid') !== '' && pidOf('started.pid') !== ''),
    timeoutMs: 20_000,
  });
  running.signal('SIGINT');
  await vi.waitFor(() => expect(running.ended()).toBeDefined(), 20_000);
  expect({ ended: running.ended(), output: running.output() }).toMatchObject({
    ended: 1,
    output: expect.stringContaining('INTERRUPTED long'),
  });
  expect(existsSync(directory.file('cleaned'))).toBe(true);
  expect(existsSync(directory.file('reached'))).toBe(false);
  for (const name of ['inner.pid', 'started.pid']) {
    expect((await runProgram(['ps', '-o', 'stat=', '-p', pidOf(name)])).stdout.trim()).toMatch(/^Z|^$/);
  }
});
