import { expect, test } from 'vitest';
import { snapshotJson } from '../../src/view/json.ts';
import { fixtureSnapshot } from './snapshots.ts';

interface Document {
  readonly version: number;
  readonly node: string;
  readonly reports: {
    readonly haproxy: readonly {
      readonly outcome: { readonly value: { readonly stats: { readonly rows: readonly Row[] } } };
    }[];
    readonly keepalived: readonly { readonly outcome: unknown }[];
  };
}
interface Row {
  readonly proxy: string;
  readonly name: string;
  readonly cells: Readonly<Record<string, string>>;
}

test('the document has a version, rows by column name, and reasons', () => {
  const document = JSON.parse(snapshotJson(fixtureSnapshot())) as Document;
  expect([document.version, document.node]).toEqual([1, 'ds1']);
  const row = document.reports.haproxy[0]?.outcome.value.stats.rows.find(({ name }) => name === 'app2');
  expect(row?.proxy).toBe('app');
  expect(row?.cells).toMatchObject({
    status: 'DOWN',
    chkfail: '3',
    last_chk: 'Connection refused',
    mode: 'http',
  });
  expect(row?.cells).not.toHaveProperty('agent_status');
  expect(document.reports.keepalived[0]?.outcome).toEqual({
    kind: 'failed',
    reason: '/var/log/syslog does not exist',
  });
});
