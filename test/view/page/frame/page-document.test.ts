import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildPage } from '../../../../src/view/page/build-page.ts';
import { pageDocument } from '../../../../src/view/page/frame/page-document.ts';
import { PAGE_STYLES } from '../../../../src/view/page/frame/page-styles.ts';
import type { PageInput } from '../../../../src/view/page/page.ts';
import { exampleStatus, hostileStatus, TAKEN_AT_SECONDS } from '../../support/example-status.ts';
import { markupFaults, repeatedIds } from '../../support/markup-tree.ts';
import { pageInput } from '../../support/page-input.ts';

function document(input: PageInput): string {
  return pageDocument(buildPage(input), input, { assets: 'linked', refreshSeconds: 5 });
}

/** Markup without what is a whole document's only. */
function inner(text: string): string {
  return text.replace('<!doctype html>', '').replaceAll(/<\/?noscript>/g, '');
}

test('complete and well-formed: language, title, time in UTC, assets of our own only', () => {
  const text = document(pageInput());
  expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(text).toContain('<title>(2) vipscope on ds1</title>');
  expect(text).toContain('<time datetime="2026-11-20T09:46:43.000Z">2026-11-20 09:46:43 UTC</time>');
  expect(text).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>');
  expect(text).toContain('<script type="module" src="/assets/page.js"></script>');
  expect(text).toContain(`<main id="main" data-revision="${TAKEN_AT_SECONDS * 1000}"`);
  expect(markupFaults(inner(text))).toEqual([]);
  expect(repeatedIds(text)).toEqual([]);
});

test('every stylesheet of the page is linked once, in the order of the list, those of scripts behind them', () => {
  const linked = [...document(pageInput()).matchAll(/<link rel="stylesheet" href="([^"]*)">/g)];
  expect(linked.map(([, href]) => href)).toEqual(
    [...PAGE_STYLES, 'live.css'].map((name) => `/assets/${name}`),
  );
  const there = readdirSync(new URL('../../../../src/view/assets', import.meta.url));
  const others = ['live.css', 'status-xml.css'];
  expect(there.filter((name) => name.endsWith('.css')).toSorted()).toEqual(
    [...PAGE_STYLES, ...others].toSorted(),
  );
});

test('nothing in it that a strict policy forbids', () => {
  for (const input of [pageInput(), pageInput('', hostileStatus())])
    expect(document(input)).not.toMatch(
      /<script(?![^>]*\ssrc="\/assets\/)|<style|\sstyle=|\son[a-z]+=|javascript:/i,
    );
});

test('what the URL asks for stands in the form, and goes with it', () => {
  const text = document(pageInput('q=rs1+"x"&only=trouble&sort=-active&theme=dark&lang=zh&at=-5m'));
  expect(text).toContain('<html lang="zh" data-theme="dark">');
  expect(text).toContain('name="q" type="search" value="rs1 &quot;x&quot;"');
  expect(text).toMatch(/name="only" value="trouble" checked/);
  const filter = /<form id="filter".*?<\/form>/s.exec(text)?.[0] ?? '';
  expect(filter).toContain('<input type="hidden" name="sort" value="-active">');
  expect(filter).toContain('<input type="hidden" name="lang" value="zh">');
  expect(filter).not.toContain('type="hidden" name="q"');
});

test('a page of the past says so, leads back, and is not loaded again', () => {
  const range = { fromSeconds: TAKEN_AT_SECONDS - 900, toSeconds: TAKEN_AT_SECONDS };
  const status = { ...exampleStatus(), takenAtSeconds: TAKEN_AT_SECONDS - 300 };
  const { query } = pageInput('at=-5m');
  const text = document({ ...pageInput(), status, query, range });
  expect(text).toContain('This is how it was at <time datetime="2026-11-20T09:41:43.000Z">');
  expect(text).toContain('<a href="/">Back to now</a>');
  expect(text).toContain('at=2026-11-20T09%3A40%3A43Z');
  expect(text).not.toContain('http-equiv="refresh"');
});

test('the demo says that it is one', () => {
  expect(document(pageInput('', { ...exampleStatus(), demo: true }))).toContain('class="demo"');
  expect(document(pageInput())).not.toContain('class="demo"');
});

test('the script finds its texts in the language of the page', () => {
  expect(document(pageInput('lang=zh'))).toContain('data-text-lost="连接中断"');
  expect(document(pageInput())).toContain('data-text-stale="figures are {seconds} s old"');
});

test('a file has its style in it, and asks nothing of any server', () => {
  const input = pageInput();
  const text = pageDocument(buildPage(input), input, {
    assets: { style: 'p > a { color: red }' },
    refreshSeconds: 5,
  });
  expect(text).toContain('<style>p > a { color: red }</style>');
  expect(text).not.toMatch(/<script|<link|<form|http-equiv="refresh"|(?:href|src|action)="\//);
  expect(text).toContain('Real server</th>');
});
