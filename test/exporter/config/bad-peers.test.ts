import { expect, test } from 'vitest';
import { badFileNames, mistakesIn } from './bad-files.ts';

/** Mistakes by file of test/fixtures/config/bad, each `line:column: text`. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'peers-entry-is-a-number': [
    '1:9: peers[0] is a number; write a mapping of the keys url, username, password, password_file, password_env, tls, timeout',
  ],
  'peers-is-text': [
    "1:8: peers is 'http://192.0.2.22:9053'; write a list of URLs, such as [http://192.0.2.22:9053]",
  ],
  'peers-tls-with-http': [
    '2:38: peers[0] has tls although its url is not https; write https://, or remove tls',
  ],
  'peers-twice': ["3:5: peers[1] has the url 'http://192.0.2.22:9053' of peers[0]; give each its own"],
  'peers-unknown-key': ["2:38: unknown key 'time_out' in peers[0]; did you mean 'timeout'?"],
  'peers-url-missing': ['2:5: peers[0].url is missing; write a URL such as http://192.0.2.22:9053'],
  'peers-url-with-password': [
    '2:5: peers[0].url holds a user name or password; write them as username and password_file beside the url',
  ],
  'peers-url-with-query': [
    "2:12: peers[0].url has a query; write what stands before the '?' alone, such as http://192.0.2.22:9053",
  ],
  'peers-url-without-scheme': [
    "2:5: peers[0].url is '192.0.2.22:9053'; write a URL such as http://192.0.2.22:9053",
  ],
  'peers-username-alone': [
    '2:38: peers[0] has username without password_file, password or password_env; add password_file, or remove username',
  ],
  'view-history-too-long': [
    "1:18: view.history is '1d'; write a duration of 1m to 1h, such as 30s, 500ms or 1m",
  ],
  'view-idle-interval-shorter': [
    '1:24: view has an idle_interval shorter than its interval; make it as long at least',
  ],
  'view-interval-too-short': [
    "1:19: view.interval is '100ms'; write a duration of 200ms to 1m, such as 30s, 500ms or 1m",
  ],
};

test('the table has every file about peers and the view', () => {
  expect(Object.keys(MISTAKES).sort()).toEqual(badFileNames(/^(peers|view)-/));
});

test.each(Object.entries(MISTAKES))('%s.yml', (name, expected) => {
  expect(mistakesIn(name)).toEqual(expected.map((mistake) => `${name}.yml:${mistake}`));
});
