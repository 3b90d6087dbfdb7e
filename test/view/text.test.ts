import { expect, test } from 'vitest';
import { snapshotText } from '../../src/view/text.ts';
import { fixtureSnapshot } from './snapshots.ts';

test('a snapshot for a terminal', async () => {
  await expect(snapshotText(fixtureSnapshot())).toMatchFileSnapshot('../fixtures/view/snapshot.txt');
});

test('a demo says so in its first line', () => {
  const text = snapshotText({ ...fixtureSnapshot(), demo: true });
  expect(text.split('\n')[0]).toBe('ds1  2026-11-20T09:46:43.000Z  DEMO: a recording, not this host');
});
