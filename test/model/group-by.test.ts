import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToGroup, groupBy } from '../../src/model/group-by.ts';

test('groups stand in the order of their first items, and items in theirs', () => {
  const groups = groupBy(['rs2', 'ds1', 'rs1', 'ds2'], (name) => name.slice(0, 2));
  expect([...groups]).toEqual([
    ['rs', ['rs2', 'rs1']],
    ['ds', ['ds1', 'ds2']],
  ]);
});

test('names that objects have of themselves are keys like others', () => {
  expect([...groupBy(['__proto__', 'constructor'], (name) => name).keys()]).toEqual([
    '__proto__',
    'constructor',
  ]);
});

test('every item is in the group of its key, once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5)), (items) => {
      for (const [key, group] of groupBy(items, (item) => item % 3))
        expect(group).toEqual(items.filter((item) => item % 3 === key));
      expect([...groupBy(items, (item) => item % 3).values()].flat().toSorted()).toEqual(items.toSorted());
    }),
  );
});

test('an item comes behind those that are there', () => {
  const groups = new Map([['VI_1', ['ds1']]]);
  addToGroup(groups, 'VI_1', 'ds2');
  addToGroup(groups, 'VI_2', 'ds1');
  expect([...groups]).toEqual([
    ['VI_1', ['ds1', 'ds2']],
    ['VI_2', ['ds1']],
  ]);
});
