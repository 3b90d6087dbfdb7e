const HEADER_BYTES = 12;

/** A query turned into its answer: QR set, no records. */
export function answerTo(query: Uint8Array, rcode = 0): Buffer {
  const answer = Buffer.from(query);
  answer[2] = (answer[2] ?? 0) | 0x80;
  answer[3] = rcode;
  return answer;
}

/** The name that a query asks for, without the root's dot. */
export function askedName(query: Uint8Array): string {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(Buffer.from(query.subarray(at + 1, at + 1 + length)).toString('latin1'));
    at += 1 + length;
  }
  return labels.join('.');
}
