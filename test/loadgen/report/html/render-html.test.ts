import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readHtmlAssets } from '../../../../src/loadgen/report/html/assets.ts';
import { renderHtml } from '../../../../src/loadgen/report/html/render-html.ts';
import type { RunResult } from '../../../../src/loadgen/result/run-result.ts';
import { latencyOf, sumsOfBuckets } from '../../../../src/loadgen/stats/latency.ts';
import { sampleResult } from '../../support/sample-result.ts';

const ASSETS = { style: 'p { color: red }', script: 'draw();', chartLibrary: 'window.Chart = 1;' };
const NO_LATENCY = latencyOf(sumsOfBuckets([]), []);

/** What a reader sees of the page, in lines. */
function textOf(changes: Partial<RunResult> = {}): string {
  return renderHtml(sampleResult(changes), ASSETS)
    .replaceAll(/<(script|style)[ >].*?<\/\1>/gs, '')
    .replaceAll(/<\/(?:th|td|dt)>/g, '|')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('\u00a0', ' ');
}

test('every script and stylesheet is in the policy by its hash, and nothing else is allowed', () => {
  const page = renderHtml(sampleResult(), readHtmlAssets());
  const inline = [...page.matchAll(/<(script|style)>(.*?)<\/\1>/gs)].map(([, kind, text = '']) => ({
    kind,
    hash: `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`,
  }));
  expect(inline.map(({ kind }) => kind)).toEqual(['style', 'script', 'script']);
  const [style, library, script] = inline.map(({ hash }) => hash);
  expect(page).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${style}; script-src ${library} ${script}; base-uri 'none'; form-action 'none'">`,
  );
});

test('nothing is fetched, and no handler or style stands in an attribute', () => {
  const markup = renderHtml(sampleResult(), readHtmlAssets()).replaceAll(/<(script|style)>.*?<\/\1>/gs, '');
  expect(markup).not.toMatch(/<[^>]*\s(?:src|href|style|on\w+)=/);
  expect(markup).not.toMatch(/<(?:link|img|iframe|object|embed|base)\b/);
});

test('the head figures', () => {
  const text = textOf();
  for (const line of [
    'Queries per second|47,902 answered, over 60 s',
    'Lost|0.007 % 200 of 2,874,332 timed out',
    'Latency p50|1.88 ms half of the answers came sooner',
    'Latency max|69.2 ms of 2,874,132 answers',
    'Rcode NOERROR|96.5 % NXDOMAIN 3.1 %, SERVFAIL 0.4 %',
  ]) {
    expect(text).toContain(line);
  }
});

test('times are UTC where no script says them otherwise', () => {
  expect(renderHtml(sampleResult(), ASSETS)).toContain(
    'started <time datetime="2026-11-20T10:00:00.000Z">2026-11-20 10:00:00 UTC</time>',
  );
});

test('every chart has its figures in a table', () => {
  const text = textOf();
  for (const title of [
    'Queries per second: Per second',
    'Loss: Timed out, %',
    'Latency: ms',
    'Answers by rcode: Per second',
    'Outstanding queries: Queries',
    'Latency histogram: Answers',
  ]) {
    expect(text).toContain(`\n${title}\n`);
  }
  expect(text).toContain('\n32 to 33|–|–|–|–|\n');
  expect(text).toContain('\n35 to 36|0.81|\n');
});

test('nothing answered', () => {
  const text = textOf({
    qps: 0,
    lossRatio: 1,
    latency: NO_LATENCY,
    latencyByRcode: {},
    rcodes: {},
    intervals: [],
    workers: [],
  });
  expect(text).toContain('Lost|100 %');
  expect(text).toContain('Latency p99|– no answers');
  expect(text).toContain('Nothing was answered, and no interval was seen.');
  expect(text).not.toContain('NaN');
});

test('find-max, who answered, mismatches, connections and the intended latency, where there are any', () => {
  const sample = sampleResult();
  const text = textOf({
    findMax: {
      qps: 48_000,
      steps: [
        { qps: 48_000, lossRatio: 0, sentRatio: 1, good: true },
        { qps: 96_000, lossRatio: 0.031, sentRatio: 0.98, good: false },
      ],
    },
    countedBy: {
      what: 'nsid',
      counts: [
        ['ns1', 75],
        ['ns2', 20],
      ],
      others: 5,
    },
    mismatches: ['www.example.com A: rcode NXDOMAIN, expected NOERROR'],
    totals: { ...sample.totals, mismatched: 7 },
    connections: { tried: 4, made: 3, lost: 1, latency: { ...NO_LATENCY, count: 3, meanSeconds: 0.0021 } },
    intendedLatency: sample.latency,
  });
  for (const line of [
    'Highest good rate|48,000 queries a second within the loss',
    '2|96,000|98 %|3.1 %|too much lost or not sent|',
    'ns1|75|75 %|',
    'others|5|5 %|',
    'Not as expected: the first 1 of 7',
    'www.example.com A: rcode NXDOMAIN, expected NOERROR',
    'Time to connect, mean|2.1 ms|',
    'all, from intended sending|2,874,132|',
    'from actual sending|from intended sending|',
  ]) {
    expect(text).toContain(line);
  }
});

describe('hostile text', () => {
  const HOSTILE = '</script><script>alert(1)</script><!--"\'&\u202e\0';
  const ESCAPED = '&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--&quot;&#39;&amp;\ufffd\ufffd';
  const sample = sampleResult();
  const places: readonly (readonly [string, Partial<RunResult>])[] = [
    ['server', { settings: { ...sample.settings, server: HOSTILE } }],
    ['address', { settings: { ...sample.settings, address: HOSTILE } }],
    ['command line', { settings: { ...sample.settings, commandLine: HOSTILE } }],
    ['file', { settings: { ...sample.settings, files: [HOSTILE] } }],
    ['reason of the transport', { settings: { ...sample.settings, transportReason: HOSTILE } }],
    ['host', { hosts: [HOSTILE], workers: sample.workers.map((worker) => ({ ...worker, host: HOSTILE })) }],
    ['warning', { warnings: [HOSTILE] }],
    ['limit', { clientLimits: [{ kind: 'cpu', text: HOSTILE }] }],
    ['mismatch', { mismatches: [HOSTILE] }],
    ['who answered', { countedBy: { what: 'answer', counts: [[HOSTILE, 1]], others: 0 } }],
    ['rcode', { rcodes: { [HOSTILE]: 5 }, latencyByRcode: { [HOSTILE]: sample.latency } }],
    ['run id', { runId: HOSTILE }],
    ['version', { tool: { name: 'dnsbench', version: HOSTILE } }],
  ];

  test.each(places)('%s', (_name, changes) => {
    const page = renderHtml(sampleResult(changes), ASSETS);
    expect(page).toContain(ESCAPED);
    expect(page).not.toContain('alert(1)</script>');
    expect(page.match(/<script\b/g)?.length).toBe(3);
    expect(page).not.toMatch(/<!--|\u202e|\0/);
  });
});

test('a time that is none does not end the report', () => {
  expect(textOf({ startedAtSeconds: Number.NaN })).toContain('\nStarted|–|\n');
});

test('a day of seconds stays a page that a browser opens', () => {
  const [first] = sampleResult().intervals;
  const intervals = Array.from({ length: 86_400 }, (_, second) => ({
    ...first,
    fromSeconds: second,
    toSeconds: second + 1,
    buckets: [[999_424, 1_015_808, 9]],
  })) as unknown as RunResult['intervals'];
  expect(renderHtml(sampleResult({ intervals }), ASSETS).length).toBeLessThan(3_000_000);
});
