import { expect, test } from 'vitest';
import { host, listenAddress } from '../../../../src/loadgen/options/values/address.ts';

test.each(['localhost', 'a.b.', '_dns.example', '192.0.2.1', '::1', 'fe80::1%eth0', '2001:db8::53'])(
  '%s is a host',
  (text) => {
    expect(host.parse(text)).toBe(text);
  },
);

test.each(['', '.', 'a..b', 'a b', '[::1]', '1:2', 'a/b', 'a\n', `${'a.'.repeat(127)}`, '@192.0.2.1'])(
  '%j is no host',
  (text) => {
    expect(host.parse(text)).toBeUndefined();
  },
);

test.each([':0', ':9153', '127.0.0.1:9153', 'localhost:9153', '[::1]:9153', '[::]:65535'])(
  '%s is where to listen',
  (text) => {
    expect(listenAddress.parse(text)).toBe(text);
  },
);

test.each(['', '9153', ':', ':65536', '::1:9153', '[127.0.0.1]:1', '[]:1', 'a b:1', '[::1]', 'http://x:1'])(
  '%j is not',
  (text) => {
    expect(listenAddress.parse(text)).toBeUndefined();
  },
);
