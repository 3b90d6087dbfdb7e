/** What the common system errors of reading mean to an operator; `%` is the file. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: '% does not exist',
  ENOTDIR: '% does not exist: a part of its path is no directory',
  EACCES: '% may not be read by this user',
  EPERM: '% may not be read by this user',
  EISDIR: '% is a directory, not a file',
  ELOOP: '% is a symbolic link that leads to itself',
  EMFILE: '% could not be opened: this process has no file descriptors left',
  ENXIO: '% is a socket, not a file',
};

/**
 * Why a file could not be read, in one line: `queries.txt does not exist`.
 *
 * @param error whatever opening or reading threw
 * @param name of the file, for the operator
 */
export function fileErrorText(error: unknown, name: string): string {
  const { code = '', message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  const meaning = MEANINGS[code] ?? `% cannot be read: ${message.split('\n')[0]}`;
  return meaning.replace('%', () => name);
}
