import { expect, test } from 'vitest';
import { loadScenario } from '../../../src/scenario/plan/load-scenario.ts';
import { EXAMPLE } from './example.ts';

test('a file becomes steps with their acts, times and expectations', () => {
  const { steps, finally: cleanup, timeoutMs, vipscopes } = loadScenario(EXAMPLE, 'a.yml');
  expect(timeoutMs).toBe(120_000);
  expect([...vipscopes]).toEqual([
    ['ds1', 'http://127.0.0.1:9053'],
    ['ds2', 'http://127.0.0.1:9054'],
  ]);
  expect(steps.map(({ name, begin, act }) => [name, begin.kind, begin.ms, act.kind])).toEqual([
    ['rs1 stops', 'at', 5000, 'run'],
    ['ds1 has taken it out', 'after', 0, 'wait'],
    ['start named -g', 'at', 10_000, 'start'],
    ['kill -KILL spare', 'at', 15_000, 'kill'],
    ['kill -TERM /run/keepalived.pid', 'after', 2000, 'kill'],
  ]);
  expect(steps[0]?.act).toEqual({ kind: 'run', argv: ['ssh', 'rs1', 'systemctl', 'stop', 'named'] });
  expect(steps[2]?.expect).toMatchObject([{ name: 'verdict on 192.168.56.185 is ok', withinMs: 5000 }]);
  expect(cleanup).toMatchObject([
    { name: 'start_rs1', act: { argv: ['ssh', 'rs1', 'systemctl', 'start', 'named'] } },
  ]);
});

test('bounds are read with their units', () => {
  const { expect: expectations } = loadScenario(EXAMPLE, 'a.yml');
  expect(expectations.map(({ name }) => name)).toEqual([
    'longest outage at most 4s',
    'queries lost 1000 ± 40',
    'every query is accounted for',
    'shares of the answers rs1 50% ± 5',
    '2 disturbances, and no other',
    'verdict on 192.168.56.185 of ds1 is never split-brain',
    '1 event node ds1, to MASTER',
    'vipscope_up{instance="VI_1"} of ds1 is >= 1',
    'alert VipDead is firing',
    'ds2 has it',
  ]);
  expect(expectations[4]).toMatchObject({
    check: {
      noneElse: true,
      wanted: [
        { cause: 'real-server', outage: { least: 0, most: 3 } },
        {
          cause: 'vrrp',
          isFailBack: true,
          outage: { least: 1.98, most: 2.02 },
          lost: { least: 990, most: 1010 },
        },
      ],
    },
  });
});

const HEAD = 'name: a\nvipscopes: { ds1: http://127.0.0.1:1 }\n';
const LOAD = 'load: { server: 127.0.0.1, queries: [a A], duration: 1s }\n';

test.each([
  ['steps: []', '1:1: name is missing; write a name for the scenario'],
  [
    'name: a\nsteps:\n  - run: ls -l',
    "3:10: steps[0].run is 'ls -l'; write program and arguments as a list, such as [systemctl, stop, named]",
  ],
  ['name: a\nsteps:\n  - { run: [a], start: [b] }', '3:17: steps[0] has run and start; keep one of them'],
  ['name: a\nsteps:\n  - { at: 1s, after: 1s }', '3:15: steps[0] has at and after; keep one of them'],
  [
    'name: a\nsteps:\n  - at: 5s\n  - at: 4s',
    '4:5: steps[1] is at 4s behind a step at 5s; write steps in the order of their times',
  ],
  [
    'name: a\nsteps:\n  - { do: b }\nactions: { a: [ls] }',
    "3:7: steps[0] has do 'b', which is not in actions; there are a",
  ],
  [
    'name: a\nsteps:\n  - { kill: { process: b } }',
    "3:15: steps[0].kill has process 'b', which is not in the steps that start one; there are none",
  ],
  [
    'name: a\nsteps: []\nexpect: [{ max_outage: 1s }]',
    '3:12: expect[0] has max_outage, and the scenario no load; add load',
  ],
  [
    'name: a\nsteps: []\nexpect: [{ alert: { name: b } }]',
    '3:12: expect[0] has alert, and the scenario no prometheus; add prometheus',
  ],
  [
    'name: a\nsteps: []\nexpect: [{ event: { to: b } }]',
    '3:12: expect[0] has event, and the scenario no vipscopes; add vipscopes',
  ],
  [
    `${HEAD}steps: []\nexpect: [{ status: { vipscope: ds2, path: /node, is: b } }]`,
    "4:22: expect[0].status has vipscope 'ds2', which is not in vipscopes; there are ds1",
  ],
  [
    `${HEAD}steps: []\nexpect: [{ verdict: { vip: 127.0.0.1 } }]`,
    '4:21: expect[0].verdict has none of is, never; give exactly one of them',
  ],
  [
    `${HEAD}steps: []\nexpect: [{ event: { since: b } }]`,
    "4:21: expect[0].event has since 'b', which is not in the names of steps; there are none",
  ],
  [
    'name: a\nsteps: []\nload: { command: [a], rate: 5 }',
    '3:23: load has rate beside command; write it into the command',
  ],
  [
    'name: a\nsteps: []\nload: { server: a, queries: [a A] }',
    '3:7: load has no duration; add it, or give a command',
  ],
  [
    `name: a\nsteps: []\n${LOAD}expect: [{ shares: { rs1: 50 } }]`,
    '4:27: expect[0].shares.rs1 is the number 50; write a share and how far it may be off, such as 50% ± 5',
  ],
  [
    `name: a\nsteps: []\n${LOAD}expect: [{ shares: { rs1: 50% } }]`,
    '4:12: expect[0] has shares, and load counts none; add count_by: nsid or answer to load',
  ],
  [
    `name: a\nsteps: []\n${LOAD}expect: [{ lost: 5 - 3 }]`,
    "4:18: expect[0].lost is '5 - 3'; write a number and how far it may be off, such as 4000 ± 40",
  ],
  [
    `name: a\nsteps: []\n${LOAD}expect: [{ lost: 5, max_lost: 3 }]`,
    '4:12: expect[0] has max_lost and lost; give exactly one of verdict, event, ',
  ],
  [
    'name: a\nsteps: []\nfinally: [{ wait_for: { event: {} } }]',
    "3:13: unknown key 'wait_for' in finally[0]",
  ],
])('%j is refused with its place', (text, message) => {
  expect(() => loadScenario(text, 'a.yml')).toThrow(`a.yml:${message}`);
});
