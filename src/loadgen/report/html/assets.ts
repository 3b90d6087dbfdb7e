import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What is put into the page as it is. */
export interface HtmlAssets {
  readonly style: string;
  /** Draws the charts. */
  readonly script: string;
  /** chart.js, which the script draws with; it brings `window.Chart`. */
  readonly chartLibrary: string;
}

/**
 * Reads our own files and chart.js as it is installed.
 *
 * @throws where chart.js is not installed or has no such file
 */
export function readHtmlAssets(): HtmlAssets {
  const own = (name: string): string => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
  // Its exports do not name the one file that needs no loader; it lies beside the one they name.
  const directory = dirname(createRequire(import.meta.url).resolve('chart.js'));
  const library = readFileSync(join(directory, 'chart.umd.min.js'), 'utf8');
  return {
    style: own('report.css'),
    script: own('report.js'),
    // Its last line names a map that is not in the page.
    chartLibrary: library.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
  };
}
