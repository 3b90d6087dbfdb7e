import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFrame, readRecording } from '../../../../src/exporter/demo/recording.ts';
import { vipVerdicts } from '../../../../src/view/status/vips/verdicts.ts';
import { hostStatus, logEvents } from '../stack-texts.ts';

const RECORDING = join(import.meta.dirname, '..', '..', '..', '..', 'demo', 'recording.jsonl.gz');

/** What vipscope beside ds2 makes of each second of the recording: each change of the verdict. */
function verdictChanges(): string[] {
  const { recordedAtMs, frames } = readRecording(readFileSync(RECORDING));
  const files = new Map<string, string>();
  const changes: string[] = [];
  for (const { atMs, files: written, appended } of frames.map(readFrame)) {
    for (const [name, text] of Object.entries(written)) files.set(name, text ?? '');
    for (const [name, text] of Object.entries(appended)) files.set(name, (files.get(name) ?? '') + text);
    const texts = {
      node: 'ds2',
      vip: '192.168.56.185',
      takenAtSeconds: (recordedAtMs + atMs) / 1000,
      ipAddr: files.get('ip-addr.json') ?? '',
      ipvsadm: files.get('ipvsadm.txt') ?? '',
      logs: { ds1: files.get('keepalived-ds1.log') ?? '', ds2: files.get('keepalived-ds2.log') ?? '' },
    };
    const [verdict] = vipVerdicts([hostStatus(texts)], logEvents(texts), texts.takenAtSeconds);
    const change = `${verdict?.verdict} ${verdict?.owners.join()}`.trim();
    if (changes.at(-1) !== change) changes.push(change);
  }
  return changes;
}

test('the demo: ds1 stops, ds2 takes over three seconds later, ds1 comes back', () => {
  expect(verdictChanges()).toEqual(['ok ds1', 'no-owner', 'ok ds2', 'ok ds1']);
});
