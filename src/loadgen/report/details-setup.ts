import { countText } from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Load, Mode } from '../settings.ts';
import type { Section } from './details-section.ts';
import {
  formatDuration,
  formatEndpoint,
  formatPercent,
  formatQuantity,
  formatRate,
  printable,
} from './format.ts';
import { fieldLines } from './format-table.ts';

const MODES: Readonly<Record<Mode, string>> = { udp: 'UDP', tcp: 'TCP', dot: 'DNS over TLS' };

const ENDED_BY: Readonly<Record<RunResult['endedBy'], string>> = {
  'time-limit': 'ended by the time limit',
  'end-of-input': 'ended with the input',
  'found-max': 'ended when the maximum was found',
  interrupted: 'interrupted',
};

function loadText(load: Load): string {
  switch (load.kind) {
    case 'closed':
      return 'closed loop, as fast as answers come';
    case 'rate':
      return `open loop, ${formatRate(load.qps)} qps`;
    case 'ramp':
      return `open loop, from ${formatRate(load.fromQps)} to ${formatRate(load.toQps)} qps in ${formatDuration(load.seconds)}`;
    case 'find-max':
      return `open loop, steps from ${formatRate(load.fromQps)} qps while at most ${formatPercent(load.maxLossRatio)} is lost`;
  }
}

function sendersText({ workers, sockets, mode }: RunResult['settings']): string {
  const each = formatQuantity(sockets, mode === 'udp' ? 'socket' : 'connection');
  return `${formatQuantity(workers, 'worker')} × ${each}`;
}

function outstandingText({ workers, outstanding }: RunResult['settings']): string {
  return `at most ${countText(outstanding)} of each worker, ${countText(workers * outstanding)} in all`;
}

/** What was asked, of whom and how. */
export function setupSection(result: RunResult): Section {
  const { settings } = result;
  const { address, port, mode, server, transportReason } = settings;
  const named = server === address ? '' : `${printable(server)} at `;
  const files = settings.files.map((file) => (file === '-' ? 'standard input' : printable(file))).join(', ');
  return {
    heading: 'Run',
    lines: [
      ...fieldLines('Target', `${named}${formatEndpoint(address, port)}, ${MODES[mode]}`),
      ...fieldLines(
        'Transport',
        `${settings.transport}${settings.gso ? ' with GSO' : ''}${transportReason === '' ? '' : `: ${printable(transportReason)}`}`,
      ),
      ...(result.hosts.length > 1 ? fieldLines('Hosts', result.hosts.map(printable).join(', ')) : []),
      ...fieldLines(
        'Input',
        `${formatQuantity(settings.queries, 'query', 'queries')} of ${files}, ${formatQuantity(result.passes, 'whole pass', 'whole passes')}`,
      ),
      ...fieldLines(
        'Window and drain',
        `${formatDuration(result.windowSeconds)}, then ${formatDuration(result.drainSeconds)}; ${ENDED_BY[result.endedBy]}`,
      ),
      ...fieldLines('Senders', sendersText(settings)),
      ...fieldLines('Outstanding', outstandingText(settings)),
      ...fieldLines('Timeout', formatDuration(settings.timeoutSeconds)),
      ...fieldLines('Load', loadText(settings.load)),
      // TCP sizes its own, as it goes.
      ...(settings.mode === 'udp'
        ? fieldLines(
            'Buffers granted',
            `${countText(settings.receiveBufferBytes)} bytes to receive, ${countText(settings.sendBufferBytes)} to send`,
          )
        : []),
      ...(settings.timestamps === 'kernel' ? fieldLines('Time stamps', "the kernel's, of receiving") : []),
    ],
  };
}
