import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { parseHaproxyAnswer } from '../../../../src/parsers/haproxy/answer.ts';
import { parseIpvsText } from '../../../../src/parsers/ipvs/text.ts';
import { nodeStatus } from '../../../../src/view/status/collected/of-snapshot.ts';
import type { NodeStatus } from '../../../../src/view/status/node-status.ts';
import { ok, snapshotOf } from '../../support/snapshot-of.ts';

const ROWS = 200;
const PADDING = 100_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function usedBytes(): number {
  // V8 keeps the last text that a regular expression matched.
  /x/.exec('x');
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Of twenty megabytes of a source's text, in which a few names are longer than V8 copies. */
const BIG: readonly [string, () => NodeStatus][] = [
  [
    'HAProxy',
    () => {
      const rows = Array.from(
        { length: ROWS },
        (_, at) =>
          `proxy-with-a-long-name,server-with-a-long-name-${at},UP and away to somewhere,192.0.2.${at}:65535,a description of it ${at},2,${'x'.repeat(PADDING)},\n`,
      );
      const text = `# pxname,svname,status,addr,check_desc,type,cookie,\n${rows.join('')}`;
      return nodeStatus(snapshotOf({ haproxy: [ok('lb1', parseHaproxyAnswer(text).records)] }));
    },
  ],
  [
    'IPVS',
    () => {
      const reals = Array.from(
        { length: ROWS },
        (_, at) => `  -> [2001:db8:1234:5678::${at}]:53 Route 1 0 0${' '.repeat(PADDING)}\n`,
      );
      const text = `IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\nUDP [2001:db8:1234:5678::ffff]:53 some-long-scheduler persistent 600\n${reals.join('')}`;
      return nodeStatus(snapshotOf({ ipvs: [ok('', parseIpvsText(text).records)] }));
    },
  ],
];

test.each(BIG)('a status keeps nothing of the text that %s gave', (_source, collect) => {
  const before = usedBytes();
  const status = collect();
  expect(usedBytes() - before).toBeLessThan((ROWS * PADDING) / 10);
  expect(JSON.stringify(status)).toContain('2');
});
