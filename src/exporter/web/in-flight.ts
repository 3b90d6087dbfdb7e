import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Bounds how many requests are answered at the same time. */
export interface InFlight {
  /** False when the bound is reached; otherwise the place is held until the response or its connection is over. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
}

export function createInFlight(limit: number): InFlight {
  let count = 0;
  const bySocket = new WeakMap<Socket, Set<ServerResponse>>();

  const responsesOf = (socket: Socket): Set<ServerResponse> => {
    const known = bySocket.get(socket);
    if (known !== undefined) return known;
    const responses = new Set<ServerResponse>();
    bySocket.set(socket, responses);
    // Pipelined responses that wait for their turn are not told when the connection closes.
    socket.once('close', () => {
      count -= responses.size;
      responses.clear();
    });
    return responses;
  };

  return {
    admit: ({ socket }, response) => {
      if (count >= limit) return false;
      // What is over already would never give its place back.
      if (socket.destroyed || response.destroyed) return true;
      const responses = responsesOf(socket);
      responses.add(response);
      count += 1;
      response.once('close', () => {
        if (responses.delete(response)) count -= 1;
      });
      return true;
    },
  };
}
