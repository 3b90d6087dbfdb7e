/** Puts colours around text, or does not: the reports never ask what they are printed on. */
export interface Painter {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
}

const same = (text: string): string => text;

/** No colour: a pipe, a file, NO_COLOR. */
export const PLAIN: Painter = { bold: same, dim: same, red: same, yellow: same, green: same };

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;

/** Colours of ECMA-48 (SGR), for a terminal. */
export const COLOURED: Painter = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  yellow: sgr(33, 39),
  green: sgr(32, 39),
};
