import type { ErrorCode } from 'yaml';

/**
 * What is wrong and what would be right, by the YAML library's error code. Its own messages quote the text that
 * they stumble over, which may be a password.
 */
const MISTAKE_BY_CODE: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "an alias or anchor without a usable name; write '*name', or put the value in quotes",
  BAD_COLLECTION_TYPE: 'a tag that does not fit the value; remove the word that begins with !',
  BAD_DIRECTIVE: 'a directive that is not understood; remove the line that begins with %',
  BAD_DQ_ESCAPE: 'an unknown escape in double quotes; write \\\\ for a backslash, or use single quotes',
  BAD_INDENT:
    'indented unlike its neighbours, or a [ or { before it is not closed; indent the keys of one mapping alike',
  BAD_SCALAR_START: 'a value that begins with a character which YAML reserves; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    "a ': ' within a value, or the next key indented further; put the value in quotes, or indent keys alike",
  BLOCK_IN_FLOW: 'an indented list or mapping within [ ] or { }; write all of it with brackets, or none',
  KEY_OVER_1024_CHARS: 'a key of more than 1,024 characters; keys are short words',
  MISSING_CHAR:
    "a quote, bracket, comma or ': ' is missing here or before; close what was opened, and write key: value",
  MULTILINE_IMPLICIT_KEY: "text without a key, or a key without ': '; write key: value on one line",
  MULTIPLE_ANCHORS: 'two anchors on one value; keep one word that begins with &',
  MULTIPLE_DOCS: 'a second document begins here; write one document a file, without --- or ... within it',
  MULTIPLE_TAGS: 'two tags on one value; remove the words that begin with !',
  TAB_AS_INDENT: 'a tab in the indentation; indent with spaces',
  TAG_RESOLVE_FAILED: 'a tag that is not understood; remove the word that begins with !',
  UNEXPECTED_TOKEN:
    'text after the end of a value; put a value with [ ] { } : or # in it in quotes, and indent keys alike',
};

export function syntaxMistake(code: ErrorCode): string {
  return MISTAKE_BY_CODE[code] ?? `not YAML (${code}); write lines of the form key: value`;
}
