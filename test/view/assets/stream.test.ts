import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveStream } from '../../../src/view/assets/stream.js';

const [CONNECTING, OPEN, CLOSED] = [0, 1, 2];

/** What a browser's EventSource is to its page. */
class FakeSource extends EventTarget {
  readyState = CONNECTING;

  say(name: string, data = ''): void {
    if (name === 'open') this.readyState = OPEN;
    this.dispatchEvent(new MessageEvent(name, { data }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = CLOSED;
  }
}

let sources: FakeSource[];
let heard: string[];
let stream: LiveStream;

function latest(): FakeSource {
  const source = sources.at(-1);
  if (source === undefined) throw new Error('no stream was opened');
  return source;
}

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  heard = [];
  stream = new LiveStream({
    open: () => {
      sources.push(new FakeSource());
      return latest() as unknown as EventSource;
    },
    onPatch: (data: string) => heard.push(data),
    onReload: () => heard.push('reload'),
    onConnection: (isConnected: boolean) => heard.push(isConnected ? 'connected' : 'cut'),
  });
  stream.start();
});

afterEach(() => {
  stream.stop();
  vi.useRealTimers();
});

test('patches are passed on', () => {
  latest().say('open');
  latest().say('patch', '{"revision":1}');
  expect(heard).toEqual(['connected', '{"revision":1}']);
});

test('a break that the browser mends itself is left to it', () => {
  latest().fail(CONNECTING);
  vi.advanceTimersByTime(40_000);
  expect(sources).toHaveLength(1);
  expect(heard).toEqual(['cut']);
});

test('one that it does not mend is mended after 1 s, 2 s, 4 s, and after a patch after 1 s again', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  for (const waitMs of [1000, 2000, 4000]) {
    const opened = sources.length;
    latest().fail(CLOSED);
    vi.advanceTimersByTime(waitMs - 1);
    expect(sources).toHaveLength(opened);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(opened + 1);
  }
  latest().say('patch');
  latest().fail(CLOSED);
  vi.advanceTimersByTime(1000);
  expect(sources).toHaveLength(5);
});

test('a stream that says nothing any more is opened anew', () => {
  latest().say('open');
  vi.advanceTimersByTime(44_000);
  latest().say('patch');
  vi.advanceTimersByTime(44_000);
  expect(sources).toHaveLength(1);
  vi.advanceTimersByTime(3000);
  expect(sources).toHaveLength(2);
  expect(sources[0]?.readyState).toBe(CLOSED);
});

test('reload ends the stream, which would otherwise come back with what the page no longer shows', () => {
  latest().say('reload');
  expect(heard).toEqual(['reload']);
  expect(latest().readyState).toBe(CLOSED);
  vi.advanceTimersByTime(600_000);
  expect(sources).toHaveLength(1);
});

test('after stop nothing is heard and nothing opened', () => {
  const source = latest();
  stream.stop();
  source.say('patch', 'late');
  source.fail(CLOSED);
  vi.advanceTimersByTime(600_000);
  expect(heard).toEqual([]);
  expect(sources).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
