import type { Totals } from './run-result.ts';

/** A count's name and what it counts, for people. */
export interface TotalText {
  /** In lower case: `timed out`. */
  readonly title: string;
  /** What one of them is, short enough to stand beside the count in 80 columns. */
  readonly meaning: string;
}

/** Every count of a result in the words of all reports, metrics and the schema. */
export const TOTAL_TEXTS: Readonly<Record<keyof Totals, TotalText>> = {
  sent: { title: 'sent', meaning: 'queries sent' },
  answered: { title: 'answered', meaning: 'queries answered in time' },
  answeredInWindow: { title: 'answered in the window', meaning: 'what queries per second are of' },
  timedOut: { title: 'timed out', meaning: 'queries without an answer in time' },
  interrupted: { title: 'interrupted', meaning: 'queries given up when the run was cut short' },
  late: { title: 'late', meaning: 'answers to what had timed out' },
  duplicate: { title: 'duplicate', meaning: 'further answers to one query' },
  unexpected: { title: 'unexpected', meaning: 'answers to an id never used' },
  truncated: { title: 'truncated', meaning: 'answers with TC set' },
  wrongQuestion: { title: 'wrong question', meaning: 'answers with another question' },
  malformed: { title: 'malformed', meaning: 'messages that are no answer' },
  unreachable: { title: 'unreachable', meaning: 'ICMP errors' },
  sendErrors: { title: 'send errors', meaning: 'queries the kernel did not take' },
  notSent: { title: 'not sent', meaning: 'queries due, but not sent' },
  socketDrops: { title: 'socket drops', meaning: 'datagrams lost to full buffers' },
  bytesSent: { title: 'sent bytes', meaning: 'bytes of DNS messages sent' },
  bytesReceived: { title: 'received bytes', meaning: 'bytes of DNS messages received' },
  verified: { title: 'verified', meaning: 'answers held against expectations' },
  mismatched: { title: 'mismatched', meaning: 'answers that were not as expected' },
};
