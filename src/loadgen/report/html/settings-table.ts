import { type Html, type HtmlValue, html } from '../../../text/html.ts';
import { ENDING_TEXTS } from '../../result/ending-text.ts';
import { countText } from '../../result/figure-text.ts';
import { loadText } from '../../result/load-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import { factTable } from './data-table.ts';
import { bytes, duration } from './figures.ts';
import { moment } from './moment.ts';

/** How the run was made, enough to make it again. */
export function settingsTable(result: RunResult): Html {
  const { settings } = result;
  const facts: readonly (readonly [string, HtmlValue | undefined])[] = [
    ['Command line', html`<code>${settings.commandLine}</code>`],
    ['Server', html`<bdi>${settings.server}</bdi>`],
    ['Address', settings.address],
    ['Port', settings.port],
    ['Mode', settings.mode],
    ['Transport', settings.transport],
    ['Load', loadText(settings.load)],
    ['Time limit', settings.durationSeconds === undefined ? undefined : duration(settings.durationSeconds)],
    ['Passes at most', settings.runs === undefined ? undefined : countText(settings.runs)],
    ['Workers', countText(settings.workers)],
    ['Sockets of each worker', countText(settings.sockets)],
    ['Outstanding of each worker', countText(settings.outstanding)],
    ['Timeout', duration(settings.timeoutSeconds)],
    ['Input', html`<bdi>${settings.files.join(', ')}</bdi>`],
    ['Queries in the input', countText(settings.queries)],
    ['Receive buffer', bytes(settings.receiveBufferBytes)],
    ['Send buffer', bytes(settings.sendBufferBytes)],
    ['Time stamps', settings.timestamps],
    ['GSO (UDP_SEGMENT)', settings.gso ? 'on' : 'off'],
    ['Flags and report of', settings.dialect],
    ['Hosts', html`<bdi>${result.hosts.join(', ')}</bdi>`],
    ['Started', moment(result.startedAtSeconds)],
    ['Finished', moment(result.finishedAtSeconds)],
    ['Window', duration(result.windowSeconds)],
    ['Drain after it', duration(result.drainSeconds)],
    ['Ended by', ENDING_TEXTS[result.endedBy]],
    ['Passes made', countText(result.passes)],
    ['Run', html`<code>${result.runId}</code>`],
    ['Version', result.tool.version],
  ];
  return factTable(
    'Settings',
    facts.filter(([, value]) => value !== undefined),
  );
}
