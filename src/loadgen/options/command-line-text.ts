/** An argument as a shell would take it, on one line. */
export function shellQuoted(argument: string): string {
  if (/^[\w@%+=:,./[\]–—−-]+$/.test(argument)) return argument;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(argument)) return JSON.stringify(argument);
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** In place of a secret. */
export const HIDDEN = '<hidden>';
