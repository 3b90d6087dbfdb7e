/** A line as syslog daemons and `journalctl` write it, up to the program's tag: date, host, `sshd[77]:`. */
const SYSLOG_LINE =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) [\w.:-]+ (?:\w+\.\w+ )?[^\s:[\]]+(?:\[\d+\])?:/;
/** A console's line behind the name of its container: what wrote it is not told. */
const CONSOLE_LINE = /: [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \d{4}: /;
const SAMPLE_LINES = 64;

/**
 * Whether the lines of a log carry the name of the program that wrote them, so that those of one program can be
 * told by it. In a console log (`keepalived -l`, a container's) nothing tells them: every line must be looked at.
 *
 * @param lines the first lines of the file
 */
export function hasProgramTags(lines: readonly string[]): boolean {
  const sample = lines.slice(0, SAMPLE_LINES);
  const tagged = sample.filter((line) => SYSLOG_LINE.test(line)).length;
  return tagged * 2 > sample.length && !sample.some((line) => CONSOLE_LINE.test(line));
}
