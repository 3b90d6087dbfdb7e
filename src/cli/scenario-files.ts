import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readHtmlAssets } from '../loadgen/report/html/assets.ts';
import { scenarioHtml } from '../scenario/report/html.ts';
import { junitXml } from '../scenario/report/junit.ts';
import { scenarioResultJson } from '../scenario/result/result-schema.ts';
import type { ScenarioResult } from '../scenario/result/scenario-result.ts';
import { errorCode } from '../sources/abort.ts';
import { PublishError, publishFiles } from '../sources/publish-files.ts';

/** What dnsbench has written, if it came to that. */
const LOAD_FILES = ['load.json', 'load.html'] as const;

/**
 * Makes a directory that is not there; the one around it must be. Not all of a path: where that cannot be made at all,
 * as in /proc, Node's own way of doing so does not end.
 *
 * @throws PublishError
 */
export async function makeOutDirectory(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new PublishError(`${path} cannot be made: ${reason}`, { cause: error });
  }
}

/**
 * Writes every form of a result: `result.json`, `junit.xml`, `report.html`, and the load's own beside them.
 *
 * @throws PublishError
 */
export async function writeScenarioFiles(
  directory: string,
  result: ScenarioResult,
  workDirectory: string,
): Promise<void> {
  const load = await loadFiles(workDirectory);
  const loadPage = 'load.html' in load ? 'load.html' : undefined;
  await publishFiles(directory, {
    'result.json': scenarioResultJson(result),
    'junit.xml': junitXml(result),
    'report.html': scenarioHtml(result, readHtmlAssets(), loadPage),
    ...load,
  });
}

async function loadFiles(directory: string): Promise<Readonly<Record<string, string>>> {
  const read = await Promise.all(
    LOAD_FILES.map(async (name): Promise<readonly (readonly [string, string])[]> => {
      try {
        return [[name, await readFile(join(directory, name), 'utf8')]];
      } catch (error) {
        // Without a load, or one that failed, there is none.
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      }
    }),
  );
  return Object.fromEntries(read.flat());
}
