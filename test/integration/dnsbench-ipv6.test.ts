// needs: named, rndc, ip, root
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromJson } from '../../src/loadgen/result/json.ts';
import { accounted, addressQueries, dnsbench, runDnsbench, seen } from './support/dnsbench.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const ZONE = '$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n* A 192.0.2.1\n';
const SERVED = { zones: 'zone "example.test" { type primary; file "zone"; };', files: { zone: ZONE } };
/** Namespaces of two hosts that a cable joins. */
const [CLIENT, SERVER] = [`dnsbench${process.pid}a`, `dnsbench${process.pid}b`];
const CLIENT_ADDRESS = 'fe80::a';
const SERVER_ADDRESS = 'fe80::b';

let directory: TempDir;
/** On ::1. */
let local: RunningNamed;
/** On a link-local address of the other host. */
let remote: RunningNamed;

beforeAll(async () => {
  directory = await makeTempDir('ipv6');
  local = await startNamed(directory, 'local', { ...SERVED, options: 'recursion no;', listenOnV6: '::1; ' });
  await ip('netns', 'add', CLIENT);
  await ip('netns', 'add', SERVER);
  await ip('link', 'add', 'link0', 'netns', CLIENT, 'type', 'veth', 'peer', 'name', 'link0', 'netns', SERVER);
  for (const [host, address] of [
    [CLIENT, CLIENT_ADDRESS],
    [SERVER, SERVER_ADDRESS],
  ] as const) {
    await ip('-n', host, 'link', 'set', 'lo', 'up');
    // No address but the one that is given here, and that one without the wait for a duplicate.
    await ip('-n', host, 'link', 'set', 'link0', 'addrgenmode', 'none', 'up');
    await ip('-n', host, 'addr', 'add', `${address}/64`, 'dev', 'link0', 'nodad');
  }
  remote = await startNamed(directory, 'remote', {
    ...SERVED,
    options: 'recursion no;',
    listenOnV6: 'any; ',
    launcher: ['ip', 'netns', 'exec', SERVER],
  });
});

afterAll(async () => {
  await Promise.all([local?.stop(), remote?.stop()]);
  await ip('netns', 'delete', CLIENT);
  await ip('netns', 'delete', SERVER);
  await directory?.remove();
});

async function ip(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runProgram(['ip', ...args]);
  expect([args.join(' '), code, stderr]).toEqual([args.join(' '), 0, '']);
}

const QUERIES = addressQueries(100);
const transports = ['mmsg', 'dgram'];

test.each(transports)('%s: ::1', async (transport) => {
  const args = ['-s', '::1', '-p', String(local.port), '--transport', transport];
  const { code, stdout, stderr } = await runDnsbench(args, QUERIES);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('[Status] Sending queries (beginning with ::1)\n');
  expect(stdout).toContain('  Queries completed:    100 queries\n');
  expect(stdout).toContain(`  Target:               [::1]:${local.port}, UDP\n`);
});

test.each([
  ['mmsg', 'the interface by name', 'link0', []],
  ['dgram', 'the interface by name', 'link0', []],
  ['mmsg', 'a source address', 'link0', ['-a', CLIENT_ADDRESS]],
  ['dgram', 'a source address', 'link0', ['-a', CLIENT_ADDRESS]],
  ['mmsg', 'a source address and its interface', 'link0', ['-a', `${CLIENT_ADDRESS}%link0`]],
  ['dgram', 'a source address and its interface', 'link0', ['-a', `${CLIENT_ADDRESS}%link0`]],
  ['mmsg', 'new source ports', 'link0', ['--rotate-ports', '5']],
  ['stream', 'TCP and a source address', 'link0', ['-m', 'tcp', '-a', CLIENT_ADDRESS]],
])('%s: a link-local server, %s', async (transport, _what, scope, args) => {
  const { code, stdout, stderr } = await runInClient(
    ...['-s', `${SERVER_ADDRESS}%${scope}`, ...args],
    ...(transport === 'stream' ? [] : ['--transport', transport]),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(seen(accounted(fromJson(stdout, 'stdout')))).toMatchObject({ sent: 100, answered: 100 });
});

test('the interface by number', async () => {
  const shown = await runProgram(['ip', '-n', CLIENT, '-j', 'link', 'show', 'link0']);
  const [link] = JSON.parse(shown.stdout) as { readonly ifindex: number }[];
  const { code, stdout } = await runInClient('-s', `${SERVER_ADDRESS}%${link?.ifindex}`);
  expect(code).toBe(0);
  expect(seen(accounted(fromJson(stdout, 'stdout')))).toMatchObject({ sent: 100, answered: 100 });
});

test('an interface that is not there', async () => {
  expect(await runInClient('-s', `${SERVER_ADDRESS}%nope0`)).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'dnsbench: server fe80::b%nope0: nope0 is no interface with a link-local address here (there are lo, link0)\n',
  });
});

/** Runs it on the client's host, to the server's port. */
function runInClient(...args: readonly string[]) {
  const argv = dnsbench(...args, '-p', String(remote.port), '-t', '2', '--json');
  return runProgram(['ip', 'netns', 'exec', CLIENT, ...argv], QUERIES);
}
