import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfTiming } from '../../../src/parsers/keepalived/conf-timing.ts';
import { fixture } from '../../support/fixture.ts';

test('the configuration of a director: one instance, two real servers with a check each', () => {
  const { records, problems } = parseConfTiming(fixture('keepalived', 'ds1.conf'));
  expect(problems.count).toBe(0);
  expect(records.instances).toEqual([
    {
      instance: 'VI_1',
      version: 2,
      advertIntervalSeconds: 1,
      priority: 100,
      downTimerAdverts: 3,
      preemptDelaySeconds: 0,
    },
  ]);
  const check = {
    type: 'MISC_CHECK',
    delayLoopSeconds: 2,
    timeoutSeconds: 3,
    retries: 0,
    delayBeforeRetrySeconds: 1,
  };
  expect(records.realServers).toEqual([
    { address: '192.168.56.183', port: 53, checks: [check] },
    { address: '192.168.56.184', port: 53, checks: [check] },
  ]);
});

test('what a check does not say is said by its real server, its virtual server, or the defaults of its type', () => {
  const conf = `
! a comment
global_defs
{
  vrrp_version 3 # here, too
}
vrrp_instance "VI 2" {
  advert_int 0.5
  priority 90 ! lower
  preempt_delay 5
}
virtual_server fwmark 10 {
  delay_loop 6
  connect_timeout 4
  real_server 10.0.0.1 80 {
    retry 2
    TCP_CHECK { connect_timeout 10
      nb_get_retry 3
      delay_before_retry 3
    }
    HTTP_GET { url { path / } }
    DNS_CHECK
    {
    }
    MISC_CHECK { misc_path "/bin/check # { no comment" }
    BFD_CHECK { name x }
  }
}`;
  const { instances, realServers } = parseConfTiming(conf).records;
  expect(instances).toMatchObject([
    { instance: 'VI 2', version: 3, advertIntervalSeconds: 0.5, priority: 90, preemptDelaySeconds: 5 },
  ]);
  const row = (type: string, timeoutSeconds: number, retries: number, delayBeforeRetrySeconds: number) => ({
    type,
    delayLoopSeconds: 6,
    timeoutSeconds,
    retries,
    delayBeforeRetrySeconds,
  });
  expect(realServers).toEqual([
    {
      address: '10.0.0.1',
      port: 80,
      checks: [
        row('TCP_CHECK', 10, 3, 3),
        row('HTTP_GET', 4, 2, 3),
        row('DNS_CHECK', 4, 2, 6),
        row('MISC_CHECK', 6, 2, 1),
      ],
    },
  ]);
});

test('what was not taken into account is told', () => {
  const conf =
    'include /etc/keepalived/more.conf\nvrrp_instance V {\n@ds1 priority 100\n advert_int $INT\n}\n';
  const { records, problems } = parseConfTiming(conf);
  expect(problems.kept).toEqual([
    {
      line: 1,
      reason: 'include is not followed; give that file, too',
      text: 'include /etc/keepalived/more.conf',
    },
    { line: 3, reason: 'conditional lines are not read', text: '@ds1 priority 100' },
    { line: 4, reason: 'advert_int takes a number; its default is assumed', text: 'advert_int $INT' },
  ]);
  expect(records.instances).toMatchObject([{ advertIntervalSeconds: 1, priority: 100 }]);
});

test('any text is read, whatever stands in it', () => {
  const pieces = [
    '{',
    '}',
    '\n',
    ' ',
    '"',
    "'",
    '\\',
    '#',
    '!',
    'vrrp_instance V',
    'virtual_server 10.0.0.1 53',
    'real_server 10.0.0.2 53',
    'TCP_CHECK',
    'priority 7',
    'delay_loop x',
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string()))
    .map((parts: readonly string[]) => parts.join(''));
  fc.assert(
    fc.property(text, (conf) => {
      const { records } = parseConfTiming(conf);
      for (const { priority, advertIntervalSeconds } of records.instances) {
        expect(Number.isFinite(priority) && Number.isFinite(advertIntervalSeconds)).toBe(true);
      }
    }),
  );
});
