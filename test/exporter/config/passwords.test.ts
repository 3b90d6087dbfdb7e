import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCredentials, readPassword } from '../../../src/exporter/config/passwords.ts';
import { makeTempDir, type TempDir } from '../../integration/support/temp-dir.ts';

let directory: TempDir;
beforeAll(async () => {
  directory = await makeTempDir('passwords');
});
afterAll(() => directory.remove());

const signal = AbortSignal.timeout(60_000);

async function passwordFile(content: string): Promise<string> {
  const path = directory.file('pass');
  await writeFile(path, content);
  return path;
}

test('a password from the configuration is given as it is', async () => {
  expect(await readPassword({ kind: 'text', text: ' pä:ss ' }, signal)).toBe(' pä:ss ');
});

test.each([
  ['s3cret', 's3cret'],
  ['s3cret\n', 's3cret'],
  ['s3cret\r\n', 's3cret'],
  [' s3cret \n', ' s3cret '],
])('the file %j holds the password %j', async (content, expected) => {
  expect(await readPassword({ kind: 'file', path: await passwordFile(content) }, signal)).toBe(expected);
});

test('a file is read again at every use', async () => {
  const credentials = {
    username: 'admin',
    password: { kind: 'file', path: await passwordFile('old\n') },
  } as const;
  expect(await readCredentials(credentials, signal)).toEqual({ username: 'admin', password: 'old' });
  await passwordFile('new\n');
  expect(await readCredentials(credentials, signal)).toEqual({ username: 'admin', password: 'new' });
});

test.each(['', '\n', 's3cret\n\n', 's3cret\nsecond line\n', 's3\0cret'])(
  'the file %j holds none, which the error says without its content',
  async (content) => {
    const path = await passwordFile(content);
    await expect(readPassword({ kind: 'file', path }, signal)).rejects.toMatchObject({
      kind: 'io',
      message: `${path} should hold a password, which is one line of text`,
    });
  },
);

test('a file that is not there is named', async () => {
  const path = directory.file('none');
  await expect(readPassword({ kind: 'file', path }, signal)).rejects.toThrow(`${path} does not exist`);
});
