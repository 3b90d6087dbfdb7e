import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';

/** A message as a browser's EventSource would hand it out. */
export interface ReadMessage {
  readonly id?: string;
  readonly event?: string;
  readonly data: string;
}

/** Reads whole messages out of the text of a stream (HTML Standard, 9.2.6). */
export function readMessages(text: string): ReadMessage[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const fields = new Map<string, string>();
      for (const line of block.split('\n')) {
        const [, name = '', value = ''] = /^([^:]*): ?(.*)$/su.exec(line) ?? [];
        fields.set(name, name === 'data' && fields.has(name) ? `${fields.get(name)}\n${value}` : value);
      }
      const { data, id, event } = Object.fromEntries(fields);
      if (data === undefined) return [];
      return [{ ...(id !== undefined && { id }), ...(event !== undefined && { event }), data }];
    });
}

export interface ReadStream {
  readonly response: IncomingMessage;
  /** All that has come so far. */
  text(): string;
  messages(): ReadMessage[];
  /** Resolves when the server or {@link stop} has ended it. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Asks for a stream and reads it; resolves when the headers are there. */
export function readStream(url: string, headers: OutgoingHttpHeaders = {}): Promise<ReadStream> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('error', () => undefined);
      resolve({
        response,
        text: () => text,
        messages: () => readMessages(text),
        ended: new Promise((done) => response.once('close', done)),
        stop: () => request.destroy(),
      });
    });
    request.once('error', reject);
  });
}
