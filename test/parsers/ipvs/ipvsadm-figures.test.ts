import { expect, test } from 'vitest';
import {
  readConnections,
  readCounters,
  readFigure,
  readRates,
} from '../../../src/parsers/ipvs/ipvsadm-figures.ts';

test.each([
  ['0', 0],
  ['1133', 1133],
  ['-1', -1],
  ['99999999', 99_999_999],
  ['157451K', 157_451_000],
  ['1000M', 1_000_000_000],
  ['99999G', 99_999_000_000_000],
  ['18446744T', 18_446_744_000_000_000_000],
  ['9007199254740993', 9_007_199_254_740_992],
  ['18446744073709551615', 2 ** 64],
])('the figure %s is %d', (text, figure) => {
  expect(readFigure(text)).toBe(figure);
});

test.each(['', '-', 'K', '-K', '1k', '1.5', '0x10', '+1', '1 ', '1KK', 'n/a'])('%j is no figure', (text) => {
  expect(readFigure(text)).toBeUndefined();
});

test.each([
  ['4294967295', '4294967295 connections have run below zero, taken as 0'],
  ['-1', '-1 connections have run below zero, taken as 0'],
])('%s connections are an underflow', (text, doubt) => {
  const doubts: string[] = [];
  expect(readConnections(text, (reason) => doubts.push(reason))).toBe(0);
  expect(doubts).toEqual([doubt]);
});

const PLACES = [0, 1, 2, 3, 4] as const;

test('counters that were scaled are marked as rounded', () => {
  const cells = ['5', '1133', '3153', '59396', '157451K'];
  expect(readCounters(cells, 0, PLACES)).toEqual({
    connections: 5,
    incomingPackets: 1133,
    outgoingPackets: 3153,
    incomingBytes: 59_396,
    outgoingBytes: 157_451_000,
    rounded: true,
  });
});

test('counters are found by the places of their titles', () => {
  expect(readCounters(['->', '5', '4', '3', '2', '1'], 1, [4, 3, 2, 1, 0])).toEqual({
    connections: 1,
    incomingPackets: 2,
    outgoingPackets: 3,
    incomingBytes: 4,
    outgoingBytes: 5,
  });
});

test.each([[['1', '2', '3', '4']], [['1', '2', 'x', '4', '5']]])(
  '%j are no counters and no rates',
  (cells) => {
    expect(readCounters(cells, 0, PLACES)).toBeUndefined();
    expect(readRates(cells, 0, PLACES)).toBeUndefined();
  },
);
