/** Hyphens, dashes and the minus sign (U+2010 to U+2015, U+2212) that documents put in place of `-`. */
const DASHES = /^[-\u2010-\u2015\u2212]+/;

/**
 * An argument with the dashes before its name as the shell has them: word processors turn `-d` into `–d` and `--data`
 * into `–data` or `—data`.
 */
export function asciiDashes(argument: string, isLongName: (name: string) => boolean): string {
  const [dashes = ''] = DASHES.exec(argument) ?? [];
  if (/^-*$/.test(dashes)) return argument;
  const rest = argument.slice(dashes.length);
  if (rest === '') return '-'.repeat(dashes.length);
  const [name = ''] = rest.split('=', 1);
  return dashes.length > 1 || (name.length > 1 && isLongName(name)) ? `--${rest}` : `-${rest}`;
}
