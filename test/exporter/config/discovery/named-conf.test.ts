import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readNamedConf } from '../../../../src/exporter/config/discovery/named-conf.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
// The most runs anybody asks for take minutes.
vi.setConfig({ testTimeout: 600_000 });
const RECURSIVE = readFileSync(
  join(import.meta.dirname, '../../../fixtures/bind/9.18-recursive-named.conf'),
  'utf8',
);

test('comments of all three kinds, strings, and blocks within blocks', () => {
  const text = `
// directory "/commented";
# directory "/commented";
/* options { directory "/commented"; }; */
acl "inside" { 10.0.0.0/8; };
include "/etc/bind/keys.conf";
options {
  directory "/var/named"; // the usual one
  listen-on port 53 { any; };
  statistics-file "data/named_stats.txt";
  zone-statistics yes;
};
statistics-channels {
  inet 127.0.0.1 port 8053 allow { 127.0.0.1; ::1; };
  inet ::1 allow { any; };
  inet * port 8054;
  inet 127.0.0.1 port 99999;
};
zone "example" { type master; file "directory /not-this"; };
include relative.conf;
`;
  expect(readNamedConf(text)).toEqual({
    directory: '/var/named',
    statisticsFile: 'data/named_stats.txt',
    channels: [
      { address: '127.0.0.1', port: 8053 },
      { address: '::1', port: 80 },
      { address: '*', port: 8054 },
    ],
    includes: ['/etc/bind/keys.conf', 'relative.conf'],
  });
});

test('a named.conf in use', () => {
  const { channels } = readNamedConf(RECURSIVE);
  expect(channels.map(({ address }) => address)).toEqual(['127.0.0.1']);
});

test.each(['', '}', '};};', '{{{{', 'options {', 'options "', '/*', 'options { directory', ';;;'])(
  '%j says nothing about statistics',
  (text) => {
    expect(readNamedConf(text)).toEqual({ channels: [], includes: [] });
  },
);

test('changed characters never throw, and what stands before them is kept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (garbage) => {
      const text = `options { directory "/var/named"; };\n${garbage}`;
      expect(readNamedConf(text)).toMatchObject({ directory: '/var/named' });
    }),
    { numRuns: RUNS },
  );
});
