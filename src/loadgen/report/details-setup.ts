import { endpointText } from '../../text/endpoint-text.ts';
import { visibleText } from '../../text/visible.ts';
import { countText, durationText, percentText, quantityText, rateText } from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Load, Mode } from '../settings.ts';
import type { Section } from './details-section.ts';
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
      return `open loop, ${rateText(load.qps)} qps`;
    case 'ramp':
      return `open loop, from ${rateText(load.fromQps)} to ${rateText(load.toQps)} qps in ${durationText(load.seconds)}`;
    case 'find-max':
      return `open loop, steps from ${rateText(load.fromQps)} qps while at most ${percentText(load.maxLossRatio)} is lost`;
  }
}

function sendersText({ workers, sockets, mode }: RunResult['settings']): string {
  const each = quantityText(sockets, mode === 'udp' ? 'socket' : 'connection');
  return `${quantityText(workers, 'worker')} × ${each}`;
}

function outstandingText({ workers, outstanding }: RunResult['settings']): string {
  return `at most ${countText(outstanding)} of each worker, ${countText(workers * outstanding)} in all`;
}

/** What was asked, of whom and how. */
export function setupSection(result: RunResult): Section {
  const { settings } = result;
  const { address, port, mode, server, transportReason } = settings;
  const named = server === address ? '' : `${visibleText(server)} at `;
  const files = settings.files
    .map((file) => (file === '-' ? 'standard input' : visibleText(file)))
    .join(', ');
  return {
    heading: 'Run',
    lines: [
      ...fieldLines('Target', `${named}${endpointText(address, port)}, ${MODES[mode]}`),
      ...fieldLines(
        'Transport',
        `${settings.transport}${settings.gso ? ' with GSO' : ''}${transportReason === '' ? '' : `: ${visibleText(transportReason)}`}`,
      ),
      ...(result.hosts.length > 1 ? fieldLines('Hosts', result.hosts.map(visibleText).join(', ')) : []),
      ...fieldLines(
        'Input',
        `${quantityText(settings.queries, 'query', 'queries')} of ${files}, ${quantityText(result.passes, 'whole pass', 'whole passes')}`,
      ),
      ...fieldLines(
        'Window and drain',
        `${durationText(result.windowSeconds)}, then ${durationText(result.drainSeconds)}; ${ENDED_BY[result.endedBy]}`,
      ),
      ...fieldLines('Senders', sendersText(settings)),
      ...fieldLines('Outstanding', outstandingText(settings)),
      ...fieldLines('Timeout', durationText(settings.timeoutSeconds)),
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
