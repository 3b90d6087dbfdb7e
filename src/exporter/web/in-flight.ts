import type { ServerResponse } from 'node:http';

/** Bounds how many requests are answered at the same time. */
export interface InFlight {
  /** False when the bound is reached; otherwise the place is held until the response is over, whatever its end. */
  admit(response: ServerResponse): boolean;
}

export function createInFlight(limit: number): InFlight {
  let count = 0;
  return {
    admit: (response) => {
      if (count >= limit) return false;
      count += 1;
      response.once('close', () => {
        count -= 1;
      });
      return true;
    },
  };
}
