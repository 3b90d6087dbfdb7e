import { expect, test } from 'vitest';
import { inlineScript, inlineStyle } from '../../../../src/loadgen/report/html/inline.ts';

// printf '%s' "alert('hi');" | openssl dgst -sha256 -binary | base64
const HASH = "'sha256-S3glexDivN1XnfRGec5uF4Y7TT2a/rcrADlE/zj4maA='";

test('a script and its hash', () => {
  const { element, hash } = inlineScript("alert('hi');");
  expect(element.markup).toBe("<script>alert('hi');</script>");
  expect(hash).toBe(HASH);
});

test('nothing in a script ends it or begins a comment', () => {
  expect(inlineScript("a = '</script><!--</SCRIPT><script>'; b < c").element.markup).toBe(
    "<script>a = '\\x3c/script>\\x3c!--\\x3c/SCRIPT>\\x3cscript>'; b < c</script>",
  );
});

test('nothing in a stylesheet ends it', () => {
  expect(inlineStyle('a::after { content: "</style>" }').element.markup).toBe(
    '<style>a::after { content: "\\3c /style>" }</style>',
  );
});

test('what is hashed has the line ends that a parser leaves', () => {
  expect(inlineScript('a;\r\nb;\rc;').hash).toBe(inlineScript('a;\nb;\nc;').hash);
});
