import { expect, test } from 'vitest';
import type { ScenarioResult } from '../../../src/scenario/result/scenario-result.ts';
import { FakeHost } from './support/fake-host.ts';

const outcomes = ({ steps }: ScenarioResult) => steps.map(({ name, outcome }) => `${name}: ${outcome}`);
const judged = ({ assertions }: ScenarioResult) =>
  assertions.map(({ name, outcome, measured }) => [name, outcome, measured]);

const HEAD = 'name: a\nvipscopes: { ds1: http://127.0.0.1:1 }\n';

test('steps begin at their times, or when the one before has ended', async () => {
  const host = new FakeHost({ slow: { lastsMs: 1500 } });
  const result = await host.run(
    'name: a\nsteps:\n  - { at: 2s, run: [slow] }\n  - { run: [b] }\n  - { at: 3s, run: [late] }\n  - { after: 1s, run: [c] }\n',
  );
  expect(result.outcome).toBe('passed');
  expect(result.steps.map(({ startedSeconds }) => startedSeconds)).toEqual([2, 3.5, 3.5, 4.5]);
  expect(result.timeline.map(({ text }) => text)).toContain('late (0.5 s late: the step before took longer)');
});

test('a step that fails ends the scenario, says what its program printed, and finally runs to its end', async () => {
  const host = new FakeHost({
    bad: { lastsMs: 100, end: { isDone: false, text: 'exited with status 3' }, lines: ['no such unit'] },
  });
  const result = await host.run(
    `${HEAD}steps:\n  - { start: [daemon] }\n  - { run: [bad] }\n  - { run: [b], expect: [{ verdict: { vip: 127.0.0.9, is: ok } }] }\nfinally:\n  - { run: [bad] }\n  - { run: [clean] }\nexpect: [{ event: { to: b } }]\n`,
  );
  expect(outcomes(result)).toEqual([
    'start daemon: done',
    'bad: failed',
    'b: skipped',
    'bad: failed',
    'clean: done',
  ]);
  expect(result.steps[1]?.output).toEqual(['no such unit']);
  expect(result).toMatchObject({ outcome: 'failed', failure: 'step "bad" failed: exited with status 3' });
  expect(judged(result)).toEqual([
    ['every step is done', 'failed', expect.stringContaining('bad: exited with status 3: no such unit')],
    ['verdict on 127.0.0.9 is ok', 'skipped', 'its step was not reached'],
    ['an event to b', 'skipped', 'the scenario was ended before'],
  ]);
  expect(host.running).toBe(0);
});

test('a step that does not end in time is ended', async () => {
  const host = new FakeHost({ hangs: {} });
  const result = await host.run('name: a\nsteps: [{ run: [hangs], timeout: 3s }]\n');
  expect(result.steps[0]).toMatchObject({
    outcome: 'failed',
    text: 'did not end within 3s',
    finishedSeconds: 3,
  });
  expect(host.signals).toEqual(['hangs SIGTERM']);
});

test('the time of the whole ends what runs; finally has time of its own', async () => {
  const host = new FakeHost({ hangs: {}, clean: { lastsMs: 4000 } });
  const result = await host.run(
    'name: a\ntimeout: 5s\nsteps: [{ run: [hangs] }, { run: [b] }]\nfinally: [{ run: [clean] }]\n',
  );
  expect(outcomes(result)).toEqual(['hangs: failed', 'b: skipped', 'clean: done']);
  expect(result).toMatchObject({
    outcome: 'failed',
    failure: 'its time is over; raise timeout, or make it shorter',
    durationSeconds: 9,
  });
});

test('who interrupts it ends what runs, and finally runs', async () => {
  const host = new FakeHost({ hangs: {} });
  const result = await host.run(
    'name: a\nsteps: [{ run: [hangs] }, { run: [b] }]\nfinally: [{ run: [clean] }]\n',
    () => {
      if (host.clock.elapsedMs() >= 1000) host.interrupted.abort();
    },
  );
  expect(outcomes(result)).toEqual(['hangs: failed', 'b: skipped', 'clean: done']);
  expect(result).toMatchObject({ outcome: 'interrupted', failure: 'it was interrupted' });
  expect(host.running).toBe(0);
});

test('processes: hung, let go on, killed by name and by pid file', async () => {
  const host = new FakeHost({ daemon: {} });
  host.files.set('/run/x.pid', ' 4711\n');
  host.files.set('/run/init.pid', '1\n');
  const kill = (what: string): string => `  - { kill: { ${what} } }\n`;
  const result = await host.run(
    `name: a\nsteps:\n  - { start: [daemon, -f], as: d }\n${[
      'process: d, signal: STOP',
      'process: d, signal: CONT',
      'pid_file: /run/x.pid, signal: KILL',
      'process: d, signal: KILL',
      'pid_file: /run/init.pid',
    ]
      .map(kill)
      .join('')}`,
  );
  expect(host.signals).toEqual(['daemon SIGSTOP', 'daemon SIGCONT', '4711 SIGKILL', 'daemon SIGKILL']);
  expect(result.steps.map(({ outcome, text }) => [outcome, text])).toEqual([
    ['done', ''],
    ['done', ''],
    ['done', ''],
    ['done', 'process 4711'],
    ['done', 'was ended by SIGKILL'],
    ['failed', '/run/init.pid holds no process id'],
  ]);
});

test('an event is waited for from the last act on, and what was before the scenario is none of it', async () => {
  const host = new FakeHost({
    go: { lastsMs: 0, onStart: () => host.clock.after(1200, () => host.tell('MASTER')) },
  });
  host.tell('MASTER');
  const result = await host.run(
    `${HEAD}steps:\n  - { at: 1s, run: [go] }\n  - { name: seen, wait_for: { event: { to: MASTER, count: 1 } }, timeout: 3s }\nexpect:\n  - event: { to: MASTER, count: 1 }\n`,
  );
  expect(result.outcome).toBe('passed');
  expect(result.timeline.filter(({ kind }) => kind === 'event')).toMatchObject([
    { text: 'vrrp state VI_1: MASTER', where: 'ds1', atSeconds: expect.closeTo(2.2, 2) },
  ]);
});

test('what a step expects is awaited while later steps go on', async () => {
  const host = new FakeHost();
  host.verdict = 'no-owner';
  const result = await host.run(
    `${HEAD}steps:\n  - { run: [a], expect: [{ verdict: { vip: 127.0.0.9, is: ok }, within: 5s }, { verdict: { vip: 127.0.0.9, is: contested } }] }\n  - { at: 1s, run: [b] }\nexpect: [{ verdict: { vip: 127.0.0.9, never: no-owner } }]\n`,
    () => {
      if (host.clock.elapsedMs() >= 3000) host.verdict = 'ok';
    },
  );
  expect(host.started).toEqual(['a', 'b']);
  expect(result.steps[1]?.startedSeconds).toBe(1);
  expect(judged(result)).toEqual([
    ['every step is done', 'passed', '2 of 2 done'],
    ['verdict on 127.0.0.9 is ok', 'passed', expect.stringMatching(/^ok after 3\.\d s$/)],
    ['verdict on 127.0.0.9 is contested', 'failed', 'no-owner'],
    ['verdict on 127.0.0.9 is never no-owner', 'failed', 'ds1 said no-owner'],
  ]);
});

const LOAD_RESULT = JSON.stringify({
  startedAtSeconds: 1_000_000_000,
  windowSeconds: 5,
  totals: { sent: 500, answered: 400, timedOut: 100, interrupted: 0 },
  intervals: [{ fromSeconds: 0, toSeconds: 5, sent: 500, answered: 400, timedOut: 100 }],
});

test('a load of the operator begins at its time, and is judged when it is over', async () => {
  const host = new FakeHost({ flood: { lastsMs: 5000, output: LOAD_RESULT } });
  const result = await host.run(
    'name: a\nload: { command: [flood], start_at: 1s }\nsteps: []\nexpect: [{ max_lost: 99 }, { accounted: true }]\n',
  );
  expect(result).toMatchObject({ outcome: 'failed', durationSeconds: 6, load: { totals: { sent: 500 } } });
  expect(judged(result)).toEqual([
    ['every step is done', 'passed', '0 of 0 done'],
    ['the load ran to its end', 'passed', 'so it did'],
    ['queries lost at most 99', 'failed', '100 of 500'],
    ['every query is accounted for', 'passed', '500 = 400 + 100 + 0'],
  ]);
});

test("dnsbench is started before the scenario begins, and its window opens at the load's time", async () => {
  const host = new FakeHost({ dnsbench: { lastsMs: 8000 } });
  host.files.set('/work/load.json', LOAD_RESULT);
  const result = await host.run(
    'name: a\nload: { server: 127.0.0.1, queries: [a A, b A], duration: 5s, start_at: 1s }\nsteps: [{ at: 0s, run: [a] }]\n',
  );
  expect(host.files.get('/work/queries.txt')).toBe('a A\nb A\n');
  expect(host.started[0]).toContain(`--start-at=${result.startedAtSeconds + 1}.000`);
  expect(host.started[1]).toBe('a');
  expect(result).toMatchObject({ outcome: 'passed', startedAtSeconds: 1_000_000_002, durationSeconds: 6 });
});

test('a load that fails ends the scenario, since nothing would be measured', async () => {
  const host = new FakeHost({
    flood: { lastsMs: 1000, end: { isDone: false, text: 'exited with status 2' }, lines: ['no such host'] },
    hangs: {},
  });
  const result = await host.run(
    'name: a\nload: { command: [flood] }\nsteps: [{ run: [hangs] }]\nexpect: [{ max_lost: 1 }]\n',
  );
  expect(result).toMatchObject({
    outcome: 'failed',
    failure: 'the load exited with status 2',
    durationSeconds: 1,
  });
  expect(judged(result)).toContainEqual([
    'the load ran to its end',
    'failed',
    'the load exited with status 2: no such host',
  ]);
});

test('a vipscope that cannot be read is told once, and when it answers again', async () => {
  const host = new FakeHost();
  const url = 'http://127.0.0.1:1/status.json?watched=1';
  host.pages.set(url, () => {
    throw new Error('refused');
  });
  const result = await host.run(`${HEAD}steps: [{ at: 5s }]\n`, () => {
    if (host.clock.elapsedMs() >= 3000) host.pages.delete(url);
  });
  expect(result.timeline.filter(({ kind }) => kind === 'note').map(({ text }) => text)).toEqual([
    'refused',
    'answers again',
  ]);
});
