import { expect, test } from 'vitest';
import { keepalivedServerText } from '../../../src/model/keepalived-server.ts';
import { parseKeepalivedServer } from '../../../src/parsers/keepalived/server.ts';

test.each([
  ['[192.168.56.185]:udp:53', 'udp/192.168.56.185:53'],
  ['[2001:db8::1]:tcp:80', 'tcp/[2001:db8::1]:80'],
  ['[192.168.56.185]:53', '192.168.56.185:53'],
  ['[2001:db8::1]:53', '[2001:db8::1]:53'],
  ['[192.168.56.185:53]', '192.168.56.185:53'],
  ['[192.168.56.185]', '192.168.56.185'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[192.168.50.3]:none:0', '192.168.50.3:0'],
  ['[192.168.50.3]:?:0', '192.168.50.3:0'],
  ['FWM 10', 'fwm/10'],
  ['[web]:0', 'group/web:0'],
  ['[web]:tcp:80', 'tcp/group/web:80'],
  ['[web:0]', 'group/web:0'],
  ['[web]', 'group/web'],
  [undefined, 'unknown'],
  ['something else', 'unknown'],
])('%s is shown as %s', (logged, shown) => {
  expect(keepalivedServerText(parseKeepalivedServer(logged))).toBe(shown);
});
