import { type ClientRequest, request } from 'node:http';

/** Readers of a stream of server-sent events, each on a connection of its own. */
export interface StreamReaders {
  /** What all of them were sent so far. */
  totals(): StreamTotals;
  stop(): void;
}

export interface StreamTotals {
  readonly bytes: number;
  /** Messages by their type. */
  readonly messages: Readonly<Record<string, number>>;
}

/**
 * Opens the stream of a page so many times, as so many browsers would; resolves once each has been answered.
 * @param page its URL, with its query
 */
export async function openStreamReaders(page: string, count: number): Promise<StreamReaders> {
  const messages: Record<string, number> = {};
  let bytes = 0;
  const read = async (): Promise<ClientRequest> => {
    const url = await streamOf(page);
    return new Promise((resolve, reject) => {
      const asked = request(url, { agent: false, headers: { accept: 'text/event-stream' } }, (response) => {
        if (response.statusCode !== 200) {
          reject(new Error(`${url}: ${response.statusCode}`));
          return;
        }
        let rest = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          bytes += Buffer.byteLength(text);
          // The type stands at a message's beginning, and may come in two pieces.
          const lines = (rest + text).split('\n');
          rest = (lines.pop() ?? '').slice(0, 100);
          for (const line of lines) {
            const type = line.startsWith('event: ') ? line.slice(7) : undefined;
            if (type !== undefined) messages[type] = (messages[type] ?? 0) + 1;
          }
        });
        resolve(asked);
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // Ends with the reader's own end.
        if (error.code !== 'ECONNRESET') reject(error);
      });
      asked.end();
    });
  };
  const readers = await Promise.all(Array.from({ length: count }, read));
  return {
    totals: () => ({ bytes, messages: { ...messages } }),
    stop: () => {
      for (const reader of readers) reader.destroy();
    },
  };
}

/** As the page's script asks for it: from the moment that the page shows. */
async function streamOf(page: string): Promise<string> {
  const revision = /<main[^>]* data-revision="(\d+)"/.exec(await (await fetch(page)).text())?.[1];
  if (revision === undefined) throw new Error(`${page}: no revision in its <main>`);
  const url = new URL(page);
  url.pathname = '/live';
  url.searchParams.set('revision', revision);
  return url.href;
}
