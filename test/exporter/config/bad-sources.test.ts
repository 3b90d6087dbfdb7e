import { expect, test } from 'vitest';
import { badFileNames, mistakesIn } from './bad-files.ts';

/** Mistakes by file of test/fixtures/config/bad, each `line:column: text`. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'bind-channel-not-a-url': [
    "3:25: bind[0].statistics_channel is '127.0.0.1:8053'; write a URL such as http://127.0.0.1:8053",
  ],
  'bind-channel-with-password': [
    '3:25: bind[0].statistics_channel holds a user name or password; remove them: a statistics channel has no passwords',
  ],
  'bind-max-bytes-with-file': [
    '4:5: bind[0] has max_bytes, which is of use only with statistics_channel; remove it',
  ],
  'bind-name-twice': ["3:6: bind[1] has the name 'rs1' of bind[0]; give each its own"],
  'bind-rndc-command-is-text': [
    "5:16: bind[0].rndc.command is 'rndc stats'; write program and arguments as a list, such as [rndc, stats]",
  ],
  'bind-rndc-interval-too-short': [
    "5:17: bind[0].rndc.interval is '500ms'; write a duration of 1s to 1d, such as 30s, 500ms or 1m",
  ],
  'bind-rndc-with-channel': ['4:5: bind[0] has rndc, which is of use only with stats_file; remove it'],
  'bind-tls-with-http': [
    '4:5: bind[0] has tls although its statistics_channel is not https; write https://, or remove tls',
  ],
  'bind-with-two-sources': [
    '4:5: bind[0] has stats_file and statistics_channel; give exactly one of stats_file, statistics_channel',
  ],
  'bind-without-source': [
    '2:5: bind[0] has none of stats_file, statistics_channel; give exactly one of them',
  ],
  'bind-zones-is-a-word': ["4:12: bind[0].zones is 'some'; write true or false"],
  'ipvs-command-holds-a-number': [
    '2:26: ipvs.command[2] is the number 1; write text, in quotes if it is a number',
  ],
  'ipvs-command-is-empty': [
    '2:12: ipvs.command is an empty list; write program and arguments as a list, such as [sudo, -n, ipvsadm]',
  ],
  'ipvs-command-is-text': [
    "2:12: ipvs.command is 'sudo ipvsadm'; write program and arguments as a list, such as [sudo, -n, ipvsadm]",
  ],
  'ipvs-command-with-proc': [
    '3:3: ipvs has command, which source: proc does not use; write source: auto or ipvsadm, or remove it',
  ],
  'ipvs-connection-limit-negative': [
    '2:21: ipvs.connection_limit is the number -1; write a whole number of 0 to 10000000',
  ],
  'ipvs-file-without-source': [
    '2:3: ipvs has file, which source: auto does not use; write source: file, or remove it',
  ],
  'ipvs-proc-directory-with-ipvsadm': [
    '3:3: ipvs has proc_directory, which source: ipvsadm does not use; write source: auto or proc, or remove it',
  ],
  'ipvs-source-file-without-file': ['2:3: ipvs has source: file without file; add file: PATH'],
  'ipvs-source-unknown': ["2:11: ipvs.source is 'netlink'; write one of auto, ipvsadm, proc, file, off"],
  'keepalived-command-with-file': [
    '4:5: keepalived[0] has command, which is of use only with journal; remove it',
  ],
  'keepalived-dump-unknown-key': ["4:12: unknown key 'stat' in keepalived[0].dump; did you mean 'stats'?"],
  'keepalived-journal-is-true': [
    '3:14: keepalived[0].journal is true; write the name of a unit, such as keepalived.service',
  ],
  'keepalived-name-twice': ["3:6: keepalived[1] has the name 'ds1' of keepalived[0]; give each its own"],
  'keepalived-with-two-sources': [
    '3:5: keepalived[0] has log_file and journal; give exactly one of log_file, journal, notify_fifo',
  ],
  'keepalived-without-source': [
    '2:5: keepalived[0] has none of log_file, journal, notify_fifo; give exactly one of them',
  ],
};

test('the table has every file about ipvs, bind and keepalived', () => {
  expect(Object.keys(MISTAKES).sort()).toEqual(badFileNames(/^(?:ipvs|bind|keepalived)-/));
});

test.each(Object.entries(MISTAKES))('%s.yml', (name, expected) => {
  expect(mistakesIn(name)).toEqual(expected.map((mistake) => `${name}.yml:${mistake}`));
});
