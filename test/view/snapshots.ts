import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_PROBLEMS } from '../../src/model/problem.ts';
import type {
  CollectedBySubsystem,
  Outcome,
  SourceReport,
  StackSnapshot,
  Subsystem,
} from '../../src/model/snapshot.ts';
import { parseHaproxyAnswer } from '../../src/parsers/haproxy/answer.ts';
import { parseIpvsText } from '../../src/parsers/ipvs/text.ts';

export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', 'fixtures', name), 'utf8');
}

export function report<S extends Subsystem>(
  subsystem: S,
  source: string,
  outcome: Outcome<CollectedBySubsystem[S]>,
): SourceReport<S> {
  return {
    subsystem,
    source,
    target: `test of ${subsystem}`,
    durationSeconds: 0.0012,
    finishedAtSeconds: 1_795_168_003,
    outcome,
  };
}

function ok<Value>(value: Value): Outcome<Value> {
  return { kind: 'ok', value, problems: NO_PROBLEMS };
}

/** A snapshot of the fixtures: HAProxy 2.6, IPVS of Linux 6.1, a held VIP, and a keepalived that cannot be read. */
export function fixtureSnapshot(): StackSnapshot {
  const haproxy = parseHaproxyAnswer(fixture('haproxy/2.6-show-stat.txt'));
  const ipvs = parseIpvsText(fixture('ipvs/ipvsadm-Ln.txt') + fixture('ipvs/ipvsadm-Ln--stats--exact.txt'));
  return {
    node: 'ds1',
    demo: false,
    takenAtSeconds: 1_795_168_003,
    reports: {
      haproxy: [report('haproxy', 'local', ok(haproxy.records))],
      ipvs: [report('ipvs', '', ok(ipvs.records))],
      bind: [],
      keepalived: [report('keepalived', 'ds1', { kind: 'failed', reason: '/var/log/syslog does not exist' })],
      vip: [
        report(
          'vip',
          '',
          ok({
            vips: [
              {
                address: '192.168.56.185',
                role: 'owner' as const,
                on: [{ interface: 'eth0', address: '192.168.56.185', prefixLength: 24 }],
              },
            ],
            addresses: ['127.0.0.1', '192.168.56.182', '192.168.56.185'],
          }),
        ),
      ],
    },
    histories: [],
  };
}
