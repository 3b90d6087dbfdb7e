/** A message of a stream of server-sent events. */
export interface StreamMessage {
  /** What a reader that comes back sends as Last-Event-ID. */
  readonly id?: number | undefined;
  /** Its type, one word of ours; without it `message`. */
  readonly event?: string | undefined;
  readonly data: string;
}

const LINE_END = /\r\n|\r|\n/;

/**
 * A message as it goes over the wire (HTML Standard, 9.2.5). Each line of the data is one of the field's; a reader puts
 * a line feed between them, whichever end the line had.
 */
export function streamText({ id, event, data }: StreamMessage): string {
  const fields = [
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...data.split(LINE_END).map((line) => `data: ${line}`),
  ];
  return `${fields.join('\n')}\n\n`;
}
