import { endpointText } from '../../text/endpoint-text.ts';
import { visibleText } from '../../text/visible.ts';
import { ENDING_TEXTS } from '../result/ending-text.ts';
import { countText, durationText, quantityText } from '../result/figure-text.ts';
import { loadText } from '../result/load-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Mode } from '../settings.ts';
import type { Section } from './details-section.ts';
import { fieldLines } from './format-table.ts';

const MODES: Readonly<Record<Mode, string>> = { udp: 'UDP', tcp: 'TCP', dot: 'DNS over TLS' };

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
        `${durationText(result.windowSeconds)}, then ${durationText(result.drainSeconds)}; ended by ${ENDING_TEXTS[result.endedBy]}`,
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
