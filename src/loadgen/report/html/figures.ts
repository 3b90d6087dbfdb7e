import { bytesText, durationText, NO_FIGURE, percentText, rateText } from '../../result/figure-text.ts';

/** Stands where there is no figure. */
export const NONE = NO_FIGURE;

/** A rate or another amount that need not be whole: `51,234`, `12.3`. */
export const amount = rateText;

/** `1.25 %` */
export const percent = unbroken(percentText);

/** `812 µs`, `2.05 ms`, `1.5 s` */
export const duration = unbroken(durationText);

/** `4 MiB`, `112 B` */
export const bytes = unbroken(bytesText);

/** On a page no line ends between a figure and its unit. */
function unbroken(text: (value: number) => string): (value: number) => string {
  return (value) => text(value).replace(' ', '\u00a0');
}
