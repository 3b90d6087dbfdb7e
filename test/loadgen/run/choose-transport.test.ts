import { expect, test } from 'vitest';
import { chooseTransport } from '../../../src/loadgen/run/choose-transport.ts';
import { NoLibcError } from '../../../src/loadgen/transport/mmsg/libc.ts';

const AUTO = { mode: 'udp', transport: 'auto', timestamps: 'user', gso: 'on' } as const;
const REASON = 'koffi cannot be loaded: Cannot find module';

function noLibc(): never {
  throw new NoLibcError(REASON);
}

test('the calls of the C library where they can be had', () => {
  expect(chooseTransport({ ...AUTO, timestamps: 'kernel' }, () => undefined)).toEqual({
    transport: 'mmsg',
    reason: '',
    timestamps: 'kernel',
    gso: true,
    warnings: [],
  });
});

test('else what Node.js has, with the reason', () => {
  expect(chooseTransport(AUTO, noLibc)).toEqual({
    transport: 'dgram',
    reason: REASON,
    timestamps: 'user',
    gso: false,
    warnings: [],
  });
});

test("and a warning where that cannot give the kernel's time stamps", () => {
  const { timestamps, warnings } = chooseTransport({ ...AUTO, timestamps: 'kernel' }, noLibc);
  expect(timestamps).toBe('user');
  expect(warnings).toEqual(["time stamps are the program's: the kernel's come with mmsg alone"]);
});

test.each([
  [{ transport: 'dgram' }, 'dgram'],
  [{ mode: 'tcp' }, 'stream'],
  [{ mode: 'dot' }, 'stream'],
] as const)('what %j asks for, and UDP_SEGMENT is no part of it', (asked, transport) => {
  const choice = chooseTransport({ ...AUTO, ...asked }, () => undefined);
  expect([choice.transport, choice.reason, choice.gso]).toEqual([transport, '', false]);
});

test('an error of another kind is not taken for a missing library', () => {
  const broken = () => {
    throw new TypeError('a bug');
  };
  expect(() => chooseTransport(AUTO, broken)).toThrow(new TypeError('a bug'));
});
