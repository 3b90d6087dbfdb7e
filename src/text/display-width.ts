// Marks that stand on the character before them, and characters that only join or format.
const NOTHING = /[\p{Mn}\p{Me}\p{Cf}]/u;
// What terminals give two cells (Unicode Standard Annex 11, W and F), near enough for names.
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const NARROW = /^[\u0020-\u007e]*$/;

/** How many cells of a terminal a text of one line takes. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/** The beginning of a text that fits so many cells, with an ellipsis where something is left out. */
export function fitted(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text;
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += cellsOf(character);
    if (width > cells - 1) break;
    kept += character;
  }
  return cells < 1 ? '' : `${kept}\u2026`;
}

function cellsOf(character: string): number {
  if (NOTHING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
