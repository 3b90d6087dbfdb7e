/** Classes as one text; those that are absent or '' are left out. */
export function classes(...names: readonly (string | undefined)[]): string {
  let text = '';
  for (const name of names) if (name !== undefined && name !== '') text += text === '' ? name : ` ${name}`;
  return text;
}
