const LONGEST_SHOWN = 60;

/** Text of the operator's for a message: in quotes, on one line, without bytes that a terminal would act on. */
export function quoted(text: string): string {
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  // C1 controls and Unicode's line ends are left as they are by JSON.
  return JSON.stringify(shown).replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
