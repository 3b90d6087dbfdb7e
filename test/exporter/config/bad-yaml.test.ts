import { expect, test } from 'vitest';
import { badFileNames, mistakesIn } from './bad-files.ts';

/** Mistakes by file of test/fixtures/config/bad, each `line:column: text`. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'yaml-alias-in-itself': ['2:15: an alias within its own anchor; write the value out'],
  'yaml-alias-without-anchor': [
    '1:10: an alias of an anchor that is not written before it; write &name first',
  ],
  'yaml-directive': ['1:7: a directive that is not understood; remove the line that begins with %'],
  'yaml-indentation': [
    "2:20: a ': ' within a value, or the next key indented further; put the value in quotes, or indent keys alike",
  ],
  'yaml-key-is-a-list': ['1:1: a key that is not text; write key: value'],
  'yaml-key-twice': ["3:1: key 'node' is written twice, first in line 1; keep one of them"],
  'yaml-key-without-value': ["1:1: text without a key, or a key without ': '; write key: value on one line"],
  'yaml-merge-of-text': [
    "2:3: '<<' merges mappings; write <<: *name, where &name is a mapping written before",
  ],
  'yaml-merge-with-tag': [
    "2:9: '<<' merges mappings; write <<: *name, where &name is a mapping written before",
  ],
  'yaml-reserved-character': [
    '1:7: a value that begins with a character which YAML reserves; put it in quotes',
  ],
  'yaml-second-colon': [
    "1:7: a ': ' within a value, or the next key indented further; put the value in quotes, or indent keys alike",
  ],
  'yaml-tab': ['2:1: a tab in the indentation; indent with spaces'],
  'yaml-text-after-value': [
    '2:24: text after the end of a value; put a value with [ ] { } : or # in it in quotes, and indent keys alike',
  ],
  'yaml-too-deep': ['2:44: nested too deeply; a configuration has at most 32 levels'],
  'yaml-too-many-values': ['5:9: more than 100,000 values with all anchors expanded; use fewer'],
  'yaml-two-documents': [
    '2:1: a second document begins here; write one document a file, without --- or ... within it',
  ],
  'yaml-unclosed-bracket': [
    '3:1: indented unlike its neighbours, or a [ or { before it is not closed; indent the keys of one mapping alike',
  ],
  'yaml-unclosed-quote': [
    "2:1: a quote, bracket, comma or ': ' is missing here or before; close what was opened, and write key: value",
  ],
  'yaml-unknown-escape': [
    '1:10: an unknown escape in double quotes; write \\\\ for a backslash, or use single quotes',
  ],
  'yaml-unknown-tag': ['1:7: a tag that is not understood; remove the word that begins with !'],
};

test('the table has every file about text that is not one YAML document', () => {
  expect(Object.keys(MISTAKES).sort()).toEqual(badFileNames(/^yaml-/));
});

test.each(Object.entries(MISTAKES))('%s.yml', (name, expected) => {
  expect(mistakesIn(name)).toEqual(expected.map((mistake) => `${name}.yml:${mistake}`));
});
