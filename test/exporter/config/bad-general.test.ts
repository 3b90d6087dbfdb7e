import { expect, test } from 'vitest';
import { badFileNames, mistakesIn } from './bad-files.ts';

/** Mistakes by file of test/fixtures/config/bad, each `line:column: text`. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'config-file-is-a-list': [
    '2:16: web.config_file is a list; write a path, absolute or relative to this file',
  ],
  'empty-section': [
    "1:1: haproxy is empty; write a list of sources, each a line '- name: …' with its keys below",
  ],
  'listen-address-bare-ipv6': [
    "2:19: web.listen_address is '::1:9053'; write host:port, :port or [IPv6]:port in quotes, such as 127.0.0.1:9053",
  ],
  'listen-address-is-a-number': [
    "2:19: web.listen_address is the number 9053; write one address in quotes or a list of them, such as '127.0.0.1:9053'",
  ],
  'listen-address-none': [
    "2:19: web.listen_address is an empty list; write an address such as '127.0.0.1:9053'",
  ],
  'listen-address-port-too-large': [
    "2:38: web.listen_address[1] is ':99999'; write host:port, :port or [IPv6]:port in quotes, such as 127.0.0.1:9053",
  ],
  'listen-address-twice': [
    "4:7: web.listen_address[1] '127.0.0.1:9053' is in the list already; remove one of them",
  ],
  'listen-address-without-port': [
    "2:19: web.listen_address is '127.0.0.1'; write host:port, :port or [IPv6]:port in quotes, such as 127.0.0.1:9053",
  ],
  'many-mistakes': [
    '1:7: node is the number 1; write the name of this host, in quotes if it is a number',
    "3:19: web.listen_address is the number 9053; write one address in quotes or a list of them, such as '127.0.0.1:9053'",
    '6:10: haproxy[0].url holds a user name or password; write them as username and password_file beside the url',
    "7:5: unknown key 'usrname' in haproxy[0]; did you mean 'username'?",
    "8:6: haproxy[1] has the name 'a' of haproxy[0]; give each its own",
    '8:26: haproxy[1] has socket and file; give exactly one of url, socket, file',
    '9:5: haproxy[2].name is missing; write a name of 1 to 100 characters, such as name: local, in quotes if it is a number',
    '9:5: haproxy[2] has none of url, socket, file; give exactly one of them',
    '9:14: haproxy[2].timeout is the number 30; write a duration of 1ms to 1h, such as 30s, 500ms or 1m',
    "10:7: bind is a mapping; write a list of sources, each a line '- name: …' with its keys below",
  ],
  'max-connections-fraction': [
    '2:20: web.max_connections is the number 1.5; write a whole number of 1 to 65536',
  ],
  'max-connections-zero': ['2:20: web.max_connections is the number 0; write a whole number of 1 to 65536'],
  'mistakes-in-an-anchor': [
    "5:14: haproxy[0].timeout is 'soon'; write a duration of 1ms to 1h, such as 30s, 500ms or 1m",
    "5:14: haproxy[1].timeout is 'soon'; write a duration of 1ms to 1h, such as 30s, 500ms or 1m",
  ],
  'node-is-a-number': ['1:7: node is the number 1; write the name of this host, in quotes if it is a number'],
  'node-is-empty': ["1:7: node is ''; write the name of this host, in quotes if it is a number"],
  'node-with-newline': ["1:7: node is 'ds1\\nds2'; write the name of this host, in quotes if it is a number"],
  'probe-allow-everything': [
    "3:23: probe.modules.haproxy.allow[0] is '*'; write a host name, *.example.com, an address or a network such as 10.0.0.0/8",
  ],
  'probe-allow-is-text': [
    "3:22: probe.modules.haproxy.allow is '10.0.0.0/8'; write a list of hosts and networks, such as [10.0.0.0/8]",
  ],
  'probe-allow-number-as-name': [
    '3:23: probe.modules.haproxy.allow[0] is the number 10.1; write a host name, *.example.com, an address or a network such as 10.0.0.0/8',
  ],
  'probe-allow-prefix-too-long': [
    "3:23: probe.modules.haproxy.allow[0] is '10.0.0.0/33'; write a host name, *.example.com, an address or a network such as 10.0.0.0/8",
  ],
  'probe-allow-short-address': [
    "3:23: probe.modules.haproxy.allow[0] is '10.0.0/8'; write a host name, *.example.com, an address or a network such as 10.0.0.0/8",
    "3:35: probe.modules.haproxy.allow[1] is '127.1.'; write a host name, *.example.com, an address or a network such as 10.0.0.0/8",
  ],
  'probe-allow-twice': [
    "3:35: probe.modules.haproxy.allow[1] '10.0.0.0/8' is in the list already; remove one of them",
  ],
  'probe-allow-url': [
    "3:23: probe.modules.haproxy.allow[0] is 'http://lb1.example/'; write a host name, *.example.com, an address or a network such as 10.0.0.0/8",
  ],
  'probe-bind-with-password': [
    '3:12: probe.modules.bind has username, but a BIND statistics channel has no passwords; remove it',
  ],
  'probe-kind-missing': [
    '3:11: probe.modules.edge has no kind, which its name does not tell; write kind: haproxy or kind: bind',
  ],
  'probe-kind-unknown': ["3:18: probe.modules.edge.kind is 'nginx'; write one of haproxy, bind"],
  'probe-modules-are-a-list': [
    '3:5: probe.modules is a list; write a mapping of module names, each with its keys below',
  ],
  'probe-username-alone': [
    '3:15: probe.modules.haproxy has username without password_file, password or password_env; add password_file, or remove username',
  ],
  'root-is-a-list': [
    '1:1: the file is a list; write a mapping of the keys node, state_directory, web, scrape, haproxy, ipvs, bind, keepalived, vip, probe, peers, view',
  ],
  'root-is-text': [
    '1:1: the file is text; write a mapping of the keys node, state_directory, web, scrape, haproxy, ipvs, bind, keepalived, vip, probe, peers, view',
  ],
  'scrape-concurrency-zero': [
    '2:24: scrape.haproxy_concurrency is the number 0; write a whole number of 1 to 1000',
  ],
  'scrape-timeout-too-short': [
    "2:12: scrape.timeout is '50ms'; write a duration of 100ms to 1h, such as 30s, 500ms or 1m",
  ],
  'scrape-timeout-without-unit': [
    '2:12: scrape.timeout is the number 10; write a duration of 100ms to 1h, such as 30s, 500ms or 1m',
  ],
  'section-is-a-list': [
    '2:3: ipvs is a list; write a mapping of the keys source, file, command, proc_directory, connection_limit, timeout, max_bytes',
  ],
  'source-is-text': [
    '2:5: haproxy[0] is text; write a mapping of the keys name, url, socket, file, username, password, password_file, password_env, tls, timeout, max_bytes',
  ],
  'sources-are-a-mapping': [
    "2:3: haproxy is a mapping; write a list of sources, each a line '- name: …' with its keys below",
  ],
  'state-directory-is-empty': [
    "1:18: state_directory is ''; write a path, absolute or relative to this file",
  ],
  'unknown-key-in-section': ["2:3: unknown key 'concurrency' in scrape; did you mean 'haproxy_concurrency'?"],
  'unknown-key-in-source': ["4:5: unknown key 'maxBytes' in haproxy[0]; did you mean 'max_bytes'?"],
  'unknown-key-in-tls': ["5:7: unknown key 'ca-file' in haproxy[0].tls; did you mean 'ca_file'?"],
  'unknown-key-without-neighbour': [
    "1:1: unknown key 'metrics'; the keys are node, state_directory, web, scrape, haproxy, ipvs, bind, keepalived, vip, probe, peers, view",
  ],
  'unknown-key': ["1:1: unknown key 'nodes'; did you mean 'node'?"],
  'vip-is-text': ["2:14: vip.addresses is '192.0.2.1'; write a list of addresses, such as [192.0.2.1]"],
  'vip-not-an-address': [
    "2:15: vip.addresses[0] is 'www.example.com'; write an IPv4 or IPv6 address without prefix length, such as 192.0.2.1",
  ],
  'vip-twice': ["2:26: vip.addresses[1] '192.0.2.1' is in the list already; remove one of them"],
  'vip-with-prefix-length': [
    "4:7: vip.addresses[1] is '192.0.2.2/24'; write an IPv4 or IPv6 address without prefix length, such as 192.0.2.1",
  ],
};

test('the table has every file about the file as a whole, node, web, scrape, vip and probe', () => {
  expect(Object.keys(MISTAKES).sort()).toEqual(
    badFileNames(/^(?!yaml-|haproxy-|ipvs-|bind-|keepalived-|peers-|view-)/),
  );
});

test.each(Object.entries(MISTAKES))('%s.yml', (name, expected) => {
  expect(mistakesIn(name)).toEqual(expected.map((mistake) => `${name}.yml:${mistake}`));
});
