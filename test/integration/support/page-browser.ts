import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type AxeOptions, axeViolations } from './axe.ts';
import { keepScreenshot } from './screenshots.ts';

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium of the test's own: Debian's, on a profile that goes with it. */
export interface PageBrowser {
  /** Loads a page as nobody has seen it before, and waits until it is complete. */
  open(url: string, look?: Look): Promise<OpenPage>;
  stop(): Promise<void>;
}

/** How a page is looked at. */
export interface Look {
  /** Default 1280. */
  readonly width?: number;
  /** Default 900. */
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
  readonly scripts?: boolean;
  /** IANA name; absent: the host's. */
  readonly timeZone?: string;
  /** BCP 47; decides Accept-Language. Default `en-GB`. */
  readonly locale?: string;
  /** Run in the page before all of its own scripts, whatever its policy. */
  readonly before?: string;
}

export interface OpenPage {
  readonly page: Page;
  /** Value of an expression in the page, as JSON can carry it. */
  evaluate(expression: string): Promise<unknown>;
  /** Turns what the viewer prefers, while the page is shown. */
  prefer(scheme: 'light' | 'dark'): Promise<void>;
  /** Name and role of everything in the accessibility tree that has a name. */
  accessible(): Promise<readonly { readonly role: string; readonly name: string }[]>;
  /** What axe-core finds wrong, a line for each element. */
  violations(options?: AxeOptions): Promise<readonly string[]>;
  /** Keeps a picture of the whole page with the artefacts of this test run. */
  keep(name: string): Promise<void>;
  /** What the console was told, exceptions, and what the page's policy stopped. */
  complaints(): readonly string[];
  /** URLs that were asked for. */
  requests(): readonly string[];
  close(): Promise<void>;
}

export async function startPageBrowser(): Promise<PageBrowser> {
  const browser = await chromium.launch({
    executablePath: programPath('chromium'),
    // A container has no user namespaces to make a sandbox of; --no-sandbox.
    chromiumSandbox: false,
    args: ARGUMENTS,
  });
  return {
    open: (url, look = {}) => openPage(browser, url, look),
    stop: () => browser.close(),
  };
}

/** @throws Error where PATH has no such program */
function programPath(program: string): string {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, program));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`no ${program} in PATH: install Debian's package ${program}`);
  return found;
}

async function openPage(browser: Browser, url: string, look: Look): Promise<OpenPage> {
  const context = await browser.newContext(contextOptions(look));
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) =>
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`),
  );
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
  page.on('request', (request) => requests.push(request.url()));
  await page.emulateMedia({ media: look.media ?? 'screen' });
  if (look.before !== undefined) await page.addInitScript({ content: look.before });
  await page.goto(url);
  return {
    page,
    evaluate: (expression) => page.evaluate(expression),
    prefer: (scheme) => page.emulateMedia({ colorScheme: scheme }),
    accessible: () => accessibilityTree(page),
    violations: (options) => axeViolations(page, options),
    keep: (name) => keepScreenshot(page, name),
    complaints: () => complaints,
    requests: () => requests,
    close: () => context.close(),
  };
}

function contextOptions(look: Look): BrowserContextOptions {
  return {
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    colorScheme: look.scheme ?? 'light',
    javaScriptEnabled: look.scripts !== false,
    locale: look.locale ?? 'en-GB',
    ...(look.timeZone === undefined ? {} : { timezoneId: look.timeZone }),
  };
}

/** What a screen reader is given; Playwright has no call of its own for the whole tree. */
async function accessibilityTree(page: Page): Promise<{ role: string; name: string }[]> {
  const protocol = await page.context().newCDPSession(page);
  try {
    const { nodes } = await protocol.send('Accessibility.getFullAXTree');
    return nodes
      .map(({ role, name }) => ({ role: String(role?.value ?? ''), name: String(name?.value ?? '') }))
      .filter(({ name }) => name !== '');
  } finally {
    await protocol.detach();
  }
}
