import { expect, test } from 'vitest';
import type { EventStore } from '../../src/live/event-store.ts';
import { recordLines } from '../../src/live/record-lines.ts';
import { parseKeepalivedLine } from '../../src/parsers/keepalived/log.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 9, 46, 43);

test('a line that says something is an event of the store, seen when it was read', () => {
  const added: Parameters<EventStore['add']>[] = [];
  const record = recordLines({ add: (...given) => void added.push(given) }, () => 'ds1');
  const lines = ['(VI_1) Entering MASTER STATE', 'something that nobody asked for'];
  for (const line of lines) {
    const text = `Nov 20 09:46:42 ds1 Keepalived_vrrp[7]: ${line}`;
    const parsed = parseKeepalivedLine(text, { nowMs: NOW_MS });
    record('local', parsed, text, { nowMs: NOW_MS, isHistory: false });
  }
  expect(added).toMatchObject([
    [
      [{ node: 'ds1', source: 'local', subject: 'VI_1', to: 'MASTER' }],
      { seenAtMs: NOW_MS, isHistory: false },
    ],
  ]);
});
