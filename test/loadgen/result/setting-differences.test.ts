import { expect, test } from 'vitest';
import { differingSettings } from '../../../src/loadgen/result/setting-differences.ts';
import { PLAIN_RESULT, plainResult } from '../support/plain-result.ts';

test('each setting has the value of every run', () => {
  const other = plainResult({
    tool: { name: 'dnsbench', version: '0.2.0' },
    settings: { mode: 'tcp', durationSeconds: 60, files: ['a', 'b'] },
  });
  expect(differingSettings([PLAIN_RESULT, other, PLAIN_RESULT])).toEqual([
    { setting: 'version', values: ['0.1.0', '0.2.0', '0.1.0'] },
    { setting: 'mode', values: ['udp', 'tcp', 'udp'] },
    { setting: 'duration', values: ['no limit', '60 s', 'no limit'] },
    { setting: 'query files', values: ['queries.txt', 'a, b', 'queries.txt'] },
  ]);
});
