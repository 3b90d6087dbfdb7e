import { expect, test } from 'vitest';
import { badFileNames, mistakesIn } from './bad-files.ts';

/** Mistakes by file of test/fixtures/config/bad, each `line:column: text`. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'haproxy-max-bytes-decimal-unit': [
    "4:16: haproxy[0].max_bytes is '64MB'; write a size of 1KiB to 256MiB in B, KiB, MiB or GiB, such as 64MiB",
  ],
  'haproxy-max-bytes-too-large': [
    "4:16: haproxy[0].max_bytes is '1GiB'; write a size of 1KiB to 256MiB in B, KiB, MiB or GiB, such as 64MiB",
  ],
  'haproxy-name-is-a-number': [
    '2:11: haproxy[0].name is the number 1; write a name of 1 to 100 characters, such as name: local, in quotes if it is a number',
  ],
  'haproxy-name-is-too-long': [
    "2:11: haproxy[0].name is 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…'; write a name of 1 to 100 characters, such as name: local, in quotes if it is a number",
  ],
  'haproxy-name-twice': ["4:5: haproxy[1] has the name 'lb' of haproxy[0]; give each its own"],
  'haproxy-password-alone': [
    '4:5: haproxy[0] has password without username; add username, or remove password',
  ],
  'haproxy-password-and-file': ['5:5: haproxy[0] has password_file and password; keep one of them'],
  'haproxy-password-is-a-number': [
    '5:15: haproxy[0].password is not text of one line; put the password in quotes, or write password_file',
  ],
  'haproxy-password-is-empty': ['5:5: haproxy[0].password is empty; write the password, or password_file'],
  'haproxy-password-variable-not-set': [
    '5:5: haproxy[0] has a password_env that is not set; set the variable it names, or write password_file',
  ],
  'haproxy-socket-too-long': [
    "3:13: haproxy[0].socket is '/run/sssssssssssssssssssssssssssssssssssssssssssssssssssssss…'; write a path of at most 107 bytes, such as /run/haproxy/admin.sock",
  ],
  'haproxy-timeout-without-unit': [
    "4:14: haproxy[0].timeout is '5'; write a duration of 1ms to 1h, such as 30s, 500ms or 1m",
  ],
  'haproxy-timeout-zero': [
    "4:14: haproxy[0].timeout is '0s'; write a duration of 1ms to 1h, such as 30s, 500ms or 1m",
  ],
  'haproxy-tls-ca-not-used': [
    '5:7: haproxy[0].tls has ca_file and insecure_skip_verify: true, which checks nothing against it; keep one of them',
  ],
  'haproxy-tls-cert-without-key': [
    '4:11: haproxy[0].tls has cert_file without key_file; add key_file, or remove cert_file',
  ],
  'haproxy-tls-key-without-cert': [
    '4:11: haproxy[0].tls has key_file without cert_file; add cert_file, or remove key_file',
  ],
  'haproxy-tls-verify-is-a-word': ["4:33: haproxy[0].tls.insecure_skip_verify is 'yes'; write true or false"],
  'haproxy-tls-with-http': [
    '4:5: haproxy[0] has tls although its url is not https; write https://, or remove tls',
  ],
  'haproxy-tls-with-socket': ['4:5: haproxy[0] has tls, which is of use only with url; remove it'],
  'haproxy-url-broken-with-password': [
    "3:10: haproxy[0].url is '<hidden>@192.0.2.1:8888/'; write a URL such as http://192.0.2.1:8888/;csv",
  ],
  'haproxy-url-is-a-list': ['3:10: haproxy[0].url is a list; write a URL such as http://192.0.2.1:8888/;csv'],
  'haproxy-url-not-http': [
    "3:10: haproxy[0].url is 'tcp://192.0.2.1:8888'; write a URL such as http://192.0.2.1:8888/;csv",
  ],
  'haproxy-url-with-fragment': [
    "3:10: haproxy[0].url has the fragment '#px', which is never sent; remove it",
  ],
  'haproxy-url-with-password': [
    '3:10: haproxy[0].url holds a user name or password; write them as username and password_file beside the url',
  ],
  'haproxy-url-without-scheme': [
    "3:10: haproxy[0].url is '192.0.2.1:8888/;csv'; write a URL such as http://192.0.2.1:8888/;csv",
  ],
  'haproxy-username-alone': [
    '4:5: haproxy[0] has username without password_file, password or password_env; add password_file, or remove username',
  ],
  'haproxy-username-with-colon': [
    "4:15: haproxy[0].username has a ':' in it; write the name alone, and the password as password_file",
  ],
  'haproxy-username-with-socket': [
    '4:5: haproxy[0] has username and password_file, which are of use only with url; remove them',
  ],
  'haproxy-with-two-sources': ['4:5: haproxy[0] has socket and file; give exactly one of url, socket, file'],
  'haproxy-without-name': [
    '2:5: haproxy[0].name is missing; write a name of 1 to 100 characters, such as name: local, in quotes if it is a number',
  ],
  'haproxy-without-source': ['2:5: haproxy[0] has none of url, socket, file; give exactly one of them'],
};

test('the table has every file about haproxy', () => {
  expect(Object.keys(MISTAKES).sort()).toEqual(badFileNames(/^haproxy-/));
});

test.each(Object.entries(MISTAKES))('%s.yml', (name, expected) => {
  expect(mistakesIn(name)).toEqual(expected.map((mistake) => `${name}.yml:${mistake}`));
});
