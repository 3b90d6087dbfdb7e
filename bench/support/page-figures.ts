import type { OpenPage } from '../../test/integration/support/page-browser.ts';

/**
 * Runs before the page's scripts. A page is usable once it has been painted with content, its document is complete, its
 * deferred scripts have run, and the main thread was free for a task behind the frame that followed: a click would have
 * been answered then. The updates are what the page's script measures as `vipscope-update`.
 */
export const OBSERVER = `(() => {
  const seen = { freeMs: undefined, paintedMs: undefined, updates: [] };
  globalThis.vipscopeBench = seen;
  const isComplete = () => seen.freeMs !== undefined && seen.paintedMs !== undefined;
  globalThis.vipscopeUsable = () => isComplete() ? Math.max(seen.freeMs, seen.paintedMs) : undefined;
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') seen.paintedMs = startTime;
    }
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name !== 'vipscope-update') continue;
      seen.updates.push(duration);
      globalThis.vipscopeUpdated?.(duration);
    }
  }).observe({ type: 'measure', buffered: true });
  addEventListener('DOMContentLoaded', () => {
    requestAnimationFrame(() => setTimeout(() => { seen.freeMs = performance.now(); }));
  });
})()`;

const UPDATE_TIMEOUT_MS = 30_000;
/** After an update its layout, paint and graphs have been seen to by then, and the next one is still to come. */
const SETTLING_MS = 500;

/** @returns milliseconds since the navigation began */
export async function loadFigures({ page }: OpenPage): Promise<{ usableMs: number }> {
  const usable = await page.waitForFunction('vipscopeUsable()', undefined, { polling: 50 });
  return { usableMs: Number(await usable.jsonValue()) };
}

/** What one update cost the page's main thread, in milliseconds. */
export interface UpdateFigures {
  /** The script's own measure: the patch is applied to the document. */
  readonly patchMs: number;
  /** All tasks of the second, and what of that were scripts, and style and layout. */
  readonly taskMs: number;
  readonly scriptMs: number;
  readonly layoutMs: number;
}

export async function updateFigures({ page }: OpenPage, count: number): Promise<UpdateFigures[]> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Performance.enable');
  const spentMs = async () => {
    const { metrics } = await protocol.send('Performance.getMetrics');
    const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000;
    return {
      taskMs: of('TaskDuration'),
      scriptMs: of('ScriptDuration'),
      layoutMs: of('LayoutDuration') + of('RecalcStyleDuration'),
    };
  };
  let onUpdate: (patchMs: number) => void = () => undefined;
  await page.exposeFunction('vipscopeUpdated', (patchMs: number) => onUpdate(patchMs));
  const nextUpdate = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no measure vipscope-update in ${UPDATE_TIMEOUT_MS} ms`)),
        UPDATE_TIMEOUT_MS,
      );
      onUpdate = (patchMs) => {
        clearTimeout(timer);
        resolve(patchMs);
      };
    });
  const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  // The first does not count: the script that applies it is still cold.
  await nextUpdate();
  await settled();
  const figures: UpdateFigures[] = [];
  while (figures.length < count) {
    const before = await spentMs();
    const patchMs = await nextUpdate();
    await settled();
    const after = await spentMs();
    figures.push({
      patchMs,
      taskMs: after.taskMs - before.taskMs,
      scriptMs: after.scriptMs - before.scriptMs,
      layoutMs: after.layoutMs - before.layoutMs,
    });
  }
  return figures;
}
