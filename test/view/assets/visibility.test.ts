import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchVisibility } from '../../../src/view/assets/visibility.js';

let page: EventTarget & { hidden: boolean };
let frame: EventTarget;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  frame = new EventTarget();
  told = [];
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', frame.addEventListener.bind(frame));
  watchVisibility({ onHidden: () => told.push('hidden'), onSeen: () => told.push('seen') });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function hide(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

test('a minute out of sight, and back', () => {
  hide(true);
  vi.advanceTimersByTime(59_999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['hidden']);
  hide(false);
  expect(told).toEqual(['hidden', 'seen']);
});

test('a glance at another tab changes nothing', () => {
  for (let glance = 0; glance < 5; glance += 1) {
    hide(true);
    vi.advanceTimersByTime(30_000);
    hide(false);
  }
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([]);
});

test('back from the cache of back and forward; not at the first showing', () => {
  frame.dispatchEvent(new Event('pageshow'));
  expect(told).toEqual([]);
  frame.dispatchEvent(new Event('pagehide'));
  frame.dispatchEvent(new Event('pageshow'));
  expect(told).toEqual(['hidden', 'seen']);
});
