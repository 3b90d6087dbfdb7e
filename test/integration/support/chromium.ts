import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { makeTempDir } from './temp-dir.ts';

const ANSWER_TIMEOUT_MS = 20_000;

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // DevTools protocol on descriptors 3 and 4: no port that another could take or reach.
  '--remote-debugging-pipe',
];

/** A Chromium of the test's own. */
export interface Chromium {
  /** Loads a page in a tab of its own and waits until it is complete. */
  open(url: string, look?: Look): Promise<Tab>;
  stop(): Promise<void>;
}

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
  readonly scripts?: boolean;
  /** IANA name; absent: the host's. */
  readonly timeZone?: string;
}

export interface Tab {
  /** Value of an expression in the page, as JSON can carry it. */
  evaluate(expression: string): Promise<unknown>;
  press(key: string): Promise<void>;
  /** Turns what the viewer prefers, while the page is shown. */
  prefer(scheme: 'light' | 'dark'): Promise<void>;
  /** Name and role of everything in the accessibility tree that has a name. */
  accessible(): Promise<readonly { readonly role: string; readonly name: string }[]>;
  /** The whole page as PNG. */
  screenshot(): Promise<Buffer>;
  /** What the console was told: errors, warnings, exceptions, violations of the page's policy. */
  complaints(): readonly string[];
  /** URLs that were asked for. */
  requests(): readonly string[];
}

type Params = Readonly<Record<string, unknown>>;
type Answer = { readonly [name: string]: unknown };

export async function startChromium(): Promise<Chromium> {
  const profile = await makeTempDir('chromium');
  const child = spawn('chromium', [...ARGUMENTS, `--user-data-dir=${profile.path}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const protocol = new Protocol(child.stdio[3] as Writable, child.stdio[4] as Readable);
  return {
    open: (url, look = {}) => openTab(protocol, url, look),
    stop: async () => {
      await protocol.ask('Browser.close', {});
      await gone;
      await profile.remove();
    },
  };
}

async function openTab(protocol: Protocol, url: string, look: Look): Promise<Tab> {
  const { targetId } = await protocol.ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await protocol.ask('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  const ask = (method: string, params: Params = {}): Promise<Answer> => protocol.ask(method, params, session);
  const complaints: string[] = [];
  const requests: string[] = [];
  const loaded = new Promise<void>((resolve) => {
    protocol.listen(session, (method, params) => {
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Network.requestWillBeSent') requests.push((params['request'] as { url: string }).url);
      if (method === 'Log.entryAdded') complaints.push((params['entry'] as { text: string }).text);
      if (['Runtime.exceptionThrown', 'Runtime.consoleAPICalled'].includes(method)) {
        complaints.push(JSON.stringify(params));
      }
    });
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'Accessibility']) await ask(`${domain}.enable`);
  await ask('Emulation.setDeviceMetricsOverride', {
    width: look.width ?? 1280,
    height: look.height ?? 900,
    deviceScaleFactor: 1,
    mobile: false,
  });
  const prefer = async (scheme: 'light' | 'dark'): Promise<void> => {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await ask('Emulation.setEmulatedMedia', { media: look.media ?? 'screen', features });
  };
  await prefer(look.scheme ?? 'light');
  if (look.timeZone !== undefined) await ask('Emulation.setTimezoneOverride', { timezoneId: look.timeZone });
  await ask('Emulation.setScriptExecutionDisabled', { value: look.scripts === false });
  await ask('Page.navigate', { url });
  await loaded;
  return {
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await ask('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value?: unknown }).value;
    },
    press: async (key) => {
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key });
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key });
    },
    prefer,
    accessible: async () => {
      const { nodes } = await ask('Accessibility.getFullAXTree');
      return (nodes as readonly { role?: { value: string }; name?: { value: string } }[])
        .map(({ role, name }) => ({ role: role?.value ?? '', name: name?.value ?? '' }))
        .filter(({ name }) => name !== '');
    },
    screenshot: async () => {
      const { data } = await ask('Page.captureScreenshot', { captureBeyondViewport: true });
      return Buffer.from(String(data), 'base64');
    },
    complaints: () => complaints,
    requests: () => requests,
  };
}

/** Chrome DevTools protocol over a pair of pipes: JSON texts, each ended by a NUL. */
class Protocol {
  private readonly to: Writable;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly listeners = new Map<string, (method: string, params: Answer) => void>();
  private lastId = 0;

  constructor(to: Writable, from: Readable) {
    this.to = to;
    let rest = '';
    from.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.take(JSON.parse(message) as Answer);
    });
  }

  listen(session: string, listener: (method: string, params: Answer) => void): void {
    this.listeners.set(session, listener);
  }

  async ask(method: string, params: Params, sessionId?: string): Promise<Answer> {
    this.lastId += 1;
    const id = this.lastId;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_TIMEOUT_MS);
      this.waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
      this.to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
    if (answer['error'] !== undefined) throw new Error(`${method}: ${JSON.stringify(answer['error'])}`);
    return answer['result'] as Answer;
  }

  private take(message: Answer): void {
    const { id, method, params, sessionId } = message;
    if (typeof id === 'number') {
      this.waiting.get(id)?.(message);
      this.waiting.delete(id);
      return;
    }
    this.listeners.get(String(sessionId))?.(String(method), params as Answer);
  }
}
