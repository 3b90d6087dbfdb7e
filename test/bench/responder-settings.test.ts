import { expect, test } from 'vitest';
import { DEFAULTS, parseFaults, parseSettings } from '../../bench/support/responder/responder-settings.ts';

test('the defaults are settings', () => {
  expect(parseSettings(DEFAULTS)).toEqual({
    address: '127.0.0.1',
    port: 0,
    rcode: 0,
    seed: 1,
    slices: false,
    faults: {},
  });
});

test.each([
  [{ ...DEFAULTS, address: 'localhost' }, 'address: is no IP address'],
  [{ ...DEFAULTS, record: '::1' }, 'record: is no IPv4 address'],
  [{ ...DEFAULTS, rcode: 16 }, 'rcode: Too big: expected number to be <=15'],
  [{ ...DEFAULTS, faults: { los: { every: 2 } } }, 'faults: Unrecognized key: "los"'],
])('settings %#', (value, message) => {
  expect(() => parseSettings(value)).toThrow(new TypeError(message));
});

test.each([
  [{ loss: { every: 0 } }, 'loss.every: Too small: expected number to be >=1'],
  [{ delayUs: -1 }, 'delayUs: Too small: expected number to be >=0'],
  [{ stall: { everyMs: 1 } }, 'stall.forMs: Invalid input: expected number, received undefined'],
  [7, 'value: Invalid input: expected object, received number'],
])('faults %j', (value, message) => {
  expect(() => parseFaults(value)).toThrow(new TypeError(message));
});
