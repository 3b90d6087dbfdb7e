import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/loadgen/queries/input-error.ts';
import { SharedBytes, SharedNumbers } from '../../../src/loadgen/queries/shared-column.ts';

test('bytes grow where they are', () => {
  const bytes = new SharedBytes(2 ** 32 - 1);
  const early = bytes.view;
  early[5] = 7;
  expect(bytes.reserve(50_000_000)).toBe(true);
  expect(bytes.view.length).toBeGreaterThanOrEqual(50_000_000);
  expect(bytes.view.buffer).toBe(early.buffer);
  bytes.view[5] = 8;
  expect(early[5]).toBe(8);
});

test('bytes end at their bound', () => {
  const bytes = new SharedBytes(3_000_000);
  expect(bytes.reserve(3_000_000)).toBe(true);
  expect(bytes.view).toHaveLength(3_000_000);
  expect(bytes.reserve(3_000_001)).toBe(false);
});

test('numbers that were not set are 0', () => {
  const numbers = new SharedNumbers(2 ** 30);
  numbers.set(1, 11);
  numbers.set(1_000_000, 22);
  const taken = numbers.take(1_000_002);
  expect([taken[0], taken[1], taken[999_999], taken[1_000_000], taken[1_000_001]]).toEqual([0, 11, 0, 22, 0]);
  expect(new SharedNumbers(2 ** 30).take(600_000).every((number) => number === 0)).toBe(true);
});

test('another thread is given the memory itself, not a copy', () => {
  const numbers = new SharedNumbers(2 ** 30);
  numbers.set(2_000_000, 1);
  const taken = numbers.take(2_000_001);
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(taken);
  const received = receiveMessageOnPort(port2)?.message;
  port1.close();
  expect(received).toBeInstanceOf(Uint32Array);
  expect(received).toHaveLength(2_000_001);
  numbers.set(2_000_000, 2);
  expect(received[2_000_000]).toBe(2);
});

test('no memory is an error in one line', () => {
  expect(() => new SharedBytes(2 ** 50)).toThrow(
    new InputError('no memory for 1125899906842624 bytes of queries'),
  );
});
