/** What each worker counts, in the order of its shared memory. */
export const COUNTERS = [
  'sent',
  'answered',
  /** Of those, the ones that came before the window closed. */
  'answeredInWindow',
  'timedOut',
  /** Given up when the run was cut short. */
  'interrupted',
  /** Answers to queries that had timed out. */
  'late',
  /** Further answers to a query that has one. */
  'duplicate',
  /** Answers with an id that was never asked with. */
  'unexpected',
  /** Answered with TC set. */
  'truncated',
  /** Id in flight, but another question. */
  'wrongQuestion',
  /** Shorter than a header, or not an answer at all. */
  'malformed',
  /** ICMP errors, as ECONNREFUSED and its like. */
  'unreachable',
  /** Datagrams that the kernel did not take for another reason. */
  'sendErrors',
  /** Queries that the schedule had and that could not be sent in time. */
  'notSent',
  /** Datagrams that did not fit our sockets' receive buffers. */
  'socketDrops',
  'bytesSent',
  'bytesReceived',
  'latencySumNs',
  'latencySumSquaresNs',
  'latencyMinNs',
  'latencyMaxNs',
  'intendedSumNs',
  'intendedMaxNs',
  /** Answers held against expectations, and those that were not as expected. */
  'verified',
  'mismatched',
  'connectionsTried',
  'connectionsMade',
  'connectionsLost',
  'connectSumNs',
  'connectSumSquaresNs',
  'connectMinNs',
  'connectMaxNs',
  /** Whole passes through the input. */
  'passes',
  /** Gauges. */
  'outstanding',
  'cpuNs',
  'runQueueWaitNs',
  /** Time in which those two were counted. */
  'usageNs',
  'receiveBufferBytes',
  'sendBufferBytes',
  'firstSentUs',
  'lastSentUs',
  'lastAnsweredUs',
] as const;

/** Name of a counter. */
export type CounterName = (typeof COUNTERS)[number];

/** Place of each counter in a worker's shared memory. */
export const AT = Object.fromEntries(COUNTERS.map((name, index) => [name, index])) as Readonly<
  Record<CounterName, number>
>;
