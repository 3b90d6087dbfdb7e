import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LandingView, landingPage } from '../../../src/exporter/web/landing-page.ts';
import type { ProblemList } from '../../../src/model/problem.ts';
import type { SourceReport } from '../../../src/model/snapshot.ts';
import { webServer } from './stand-in.ts';

const NOW_SECONDS = Date.UTC(2026, 10, 20, 10, 0, 0) / 1000;

const VIEW: LandingView = {
  node: 'ds1',
  demo: false,
  version: '1.2.3',
  nodeVersion: 'v20.19.0',
  nowSeconds: NOW_SECONDS,
  reports: [],
};

function report(changes: Partial<SourceReport>): SourceReport {
  return {
    subsystem: 'vip',
    source: 'vip',
    target: 'interfaces of this host',
    durationSeconds: 0.0123,
    finishedAtSeconds: NOW_SECONDS - 3,
    outcome: { kind: 'ok', value: { vips: [], addresses: [] }, problems: { count: 0, kept: [] } },
    ...changes,
  } as SourceReport;
}

function withProblems(problems: ProblemList): SourceReport {
  return report({ outcome: { kind: 'ok', value: { vips: [], addresses: [] }, problems } });
}

function page(...reports: SourceReport[]): string {
  return landingPage({ ...VIEW, reports }).markup;
}

test('the whole page', async () => {
  const kept = [{ line: 12, reason: 'row is short', text: 'web,srv1,0' }];
  const markup = landingPage({
    ...VIEW,
    demo: true,
    reports: [
      report({ subsystem: 'haproxy', source: 'master', target: 'http://192.0.2.7:8888/;csv' }),
      report({
        subsystem: 'haproxy',
        source: 'local',
        target: '/run/haproxy/admin.sock',
        outcome: { kind: 'failed', reason: '/run/haproxy/admin.sock: permission denied' },
      }),
      withProblems({ count: 1, kept }),
      report({
        subsystem: 'ipvs',
        source: 'ipvs',
        outcome: { kind: 'absent', reason: 'no IPVS in this kernel' },
      }),
    ],
  }).markup;
  await expect(markup).toMatchFileSnapshot('../../fixtures/web/landing-page.html');
});

test('before the first collection it says so', () => {
  expect(page()).toContain('No collection has ended yet.');
  expect(page()).not.toContain('<table');
});

describe('the demo banner', () => {
  test('is there in a demo', () => {
    const { markup } = landingPage({ ...VIEW, demo: true });
    expect(markup).toContain('<strong>Demo.</strong> All that is shown is a recording');
    expect(markup).toContain('<title>vipscope on ds1 (demo)</title>');
  });

  test('and nowhere else', () => {
    expect(page(report({})).toLowerCase()).not.toContain('demo');
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></textarea><svg onload=alert(1)>',
  'javascript:alert(1)',
  '\u202e</bdi>\0',
];

test.each(HOSTILE)('%j is text wherever it stands', (hostile) => {
  const kept = [{ line: 1, reason: hostile, text: hostile }];
  const markup = landingPage({
    ...VIEW,
    node: hostile,
    version: hostile,
    reports: [
      report({ source: hostile, target: hostile, outcome: { kind: 'failed', reason: hostile } }),
      withProblems({ count: 1, kept }),
    ],
  }).markup;
  const elements = new Set([...markup.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name));
  const harmless = landingPage({
    ...VIEW,
    reports: [
      report({ outcome: { kind: 'failed', reason: 'x' } }),
      withProblems({ count: 1, kept: [{ line: 1, reason: 'x', text: 'x' }] }),
    ],
  }).markup;
  expect(elements).toEqual(new Set([...harmless.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name)));
  expect(markup.match(/</g)).toHaveLength(harmless.match(/</g)?.length ?? 0);
  expect(markup.match(/"/g)).toHaveLength(harmless.match(/"/g)?.length ?? 0);
  expect(markup).not.toMatch(/[\u202e\0']/);
});

test('the first ten problems are shown, all are counted', () => {
  const kept = Array.from({ length: 50 }, (_, index) => ({ line: index + 1, reason: 'short', text: 'x' }));
  const markup = page(withProblems({ count: 127, kept }));
  expect(markup).toContain('Show the first 10 of 127 problems');
  expect(markup.match(/<li>Line/g)).toHaveLength(10);
});

test.each([
  [0, 'under 1 ms'],
  [0.0009, 'under 1 ms'],
  [0.0123, '12 ms'],
  [0.999, '999 ms'],
  [1, '1.0 s'],
  [12.34, '12.3 s'],
])('a duration of %d s is "%s"', (durationSeconds, expected) => {
  expect(page(report({ durationSeconds }))).toContain(`class="figure">${expected}</td>`);
});

test.each([
  [-5, 'just now'],
  [0.5, 'just now'],
  [3.9, '3 s ago'],
  [119, '119 s ago'],
  [120, '2 min ago'],
  [7199, '119 min ago'],
  [7200, '2 h ago'],
  [172_800, '2 days ago'],
])('a collection %d s old was read "%s"', (ageSeconds, expected) => {
  expect(page(report({ finishedAtSeconds: NOW_SECONDS - ageSeconds }))).toContain(`">${expected} <span`);
});

test('the page needs nothing that the content security policy forbids', async () => {
  const { body, headers } = await webServer({
    scraper: { snapshot: () => Promise.reject(new Error('not read')), shownReports: () => [report({})] },
  }).inject('/');
  expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'");
  expect(body).toContain('<caption>Sources');
  expect(body).not.toMatch(/<script|<style|<img|<iframe|<form| style=| on[a-z]+=/i);
  expect([...body.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target)).toEqual([
    '/assets/landing.css',
    '/metrics',
    '/config',
    '/-/healthy',
    '/-/ready',
  ]);
});

describe('every link of the page answers', () => {
  test.each(['/assets/landing.css', '/metrics', '/config', '/-/healthy', '/-/ready'])('%s', async (url) => {
    expect((await webServer().inject(url)).statusCode).toBe(200);
  });
});

describe('text can be read on its background (WCAG 2 AA)', () => {
  const [light = '', dark = ''] = readFileSync(
    new URL('../../../src/exporter/web/assets/landing.css', import.meta.url),
    'utf8',
  )
    .split(/:root \{/)
    .slice(1);

  test.each(
    [
      ['light', light],
      ['dark', dark],
    ].flatMap(([scheme = '', rules = '']) =>
      [
        ['text', 'page'],
        ['text', 'surface'],
        ['text', 'failed-tint'],
        ['muted', 'page'],
        ['muted', 'surface'],
        ['muted', 'failed-tint'],
        ['accent', 'page'],
        ['accent', 'surface'],
        ['ok', 'surface'],
        ['failed', 'failed-tint'],
        ['demo-text', 'demo'],
      ].map(([text = '', ground = '']) => ({ scheme, text, ground, rules })),
    ),
  )('$scheme: $text on $ground', ({ text, ground, rules }) => {
    const [brighter = 0, darker = 0] = [luminance(rules, text), luminance(rules, ground)].sort(
      (a, b) => b - a,
    );
    expect((brighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(rules: string, name: string): number {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(rules)?.[1] ?? '';
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
