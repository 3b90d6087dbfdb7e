/** Words that begin the lines of dnsperf's dynamic updates (dnsperf(1), "dynamic update input file"). */
const KEYWORDS = new Set(['require', 'prohibit', 'add', 'delete', 'send']);
const LONGEST = 8;

/** Whether the first word of a line is one that dnsperf's update blocks use. It may still be a name. */
export function isUpdateKeyword(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  return KEYWORDS.has(String.fromCharCode(...bytes.subarray(start, end)).toLowerCase());
}

/** Why such a line is skipped. */
export const UPDATES_NOT_SENT = 'dynamic updates (dnsperf -u) are not sent; a line is a name and a type';
