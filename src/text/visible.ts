// Servers say their NSIDs and data themselves, and a name in a file may be anything. Of it control characters steer a
// terminal and have no place in HTML, marks of direction turn a line or a page around with them, and halves of
// surrogate pairs are no characters at all.
const UNSEEN = '\\p{Cc}\\p{Cs}\\p{Bidi_Control}\\u2028\\u2029';
const IN_A_LINE = new RegExp(`[${UNSEEN}]`, 'gu');
const IN_LINES = new RegExp(`(?![\\n\\t])[${UNSEEN}]`, 'gu');

/** Text for one line: what is not seen, or moves what is, becomes U+FFFD, breaks and tabs too. */
export function visibleText(text: string): string {
  return text.replaceAll(IN_A_LINE, '\ufffd');
}

/** The same for text of several lines, whose breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text.replaceAll(IN_LINES, '\ufffd');
}
