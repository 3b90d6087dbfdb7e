import { type Html, type HtmlValue, html } from '../../../text/html.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import { factTable } from './data-table.ts';
import { describeLoad } from './describe-load.ts';
import { bytes, duration } from './figures.ts';
import { moment } from './moment.ts';

const ENDS: Readonly<Record<RunResult['endedBy'], string>> = {
  'time-limit': 'the time limit',
  'end-of-input': 'the end of the input',
  'found-max': 'finding the highest rate',
  interrupted: 'an interruption',
};

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
    ['Load', describeLoad(settings.load)],
    ['Time limit', settings.durationSeconds === undefined ? undefined : duration(settings.durationSeconds)],
    ['Passes at most', settings.runs === undefined ? undefined : countText(settings.runs)],
    ['Workers', countText(settings.workers)],
    ['Sockets of each worker', countText(settings.sockets)],
    ['Outstanding of each worker', countText(settings.outstanding)],
    ['Time-out', duration(settings.timeoutSeconds)],
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
    ['Ended by', ENDS[result.endedBy]],
    ['Passes made', countText(result.passes)],
    ['Run', html`<code>${result.runId}</code>`],
    ['Version', result.tool.version],
  ];
  return factTable(
    'Settings',
    facts.filter(([, value]) => value !== undefined),
  );
}
