import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import pLimit from 'p-limit';

export type Verdict = 'right' | 'wrong' | 'busy';

export interface PasswordChecker {
  /** @param client whose request it is, such as its address; bounds what one client can queue */
  check(username: string, password: string, client: string): Promise<Verdict>;
}

export interface PasswordCheckerOptions {
  /** bcrypt hashes by user name, as they are now: a reload may replace them. */
  readonly users: () => ReadonlyMap<string, string>;
  readonly compare?: (password: string, hash: string) => Promise<boolean>;
}

/** Pairs that were right, kept as keyed digests; more than there are users, as bcrypt reads 72 bytes only. */
const REMEMBERED = 100;
const MOST_WAITING = 16;
const MOST_WAITING_OF_CLIENT = 4;

/**
 * Checks passwords against bcrypt hashes without letting strangers keep the server busy. A pair that was right
 * once is looked up from then on. All others pass one after the other through bcrypt, and after a wrong one
 * bcrypt rests for as long as it took, so that guessing gets at most half of the time; more askers
 * than may wait are told so. An unknown user costs what a known one does.
 */
export function createPasswordChecker(options: PasswordCheckerOptions): PasswordChecker {
  const { users, compare = bcrypt.compare } = options;
  const limit = pLimit(1);
  const key = randomBytes(32);
  const remembered = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  const waitingOfClient = new Map<string, number>();

  const digestOf = (...parts: readonly string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64');

  /** Somebody's hash for an unknown user, always the same one, so that the time tells nothing. */
  const standIn = (username: string): string => {
    const hashes = [...users().values()];
    return hashes[createHmac('sha256', key).update(username).digest().readUInt32BE() % hashes.length] ?? '';
  };

  /** The answer comes before the rest that a wrong password costs. */
  const compareInTurn = (password: string, hash: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const turn = async (): Promise<void> => {
        const startedAtMs = performance.now();
        const right = await compare(password, hash);
        resolve(right);
        if (!right) await pause(performance.now() - startedAtMs, undefined, { ref: false });
      };
      limit(turn).catch(reject);
    });

  const remember = (digest: string): void => {
    const [oldest] = remembered;
    if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.add(digest);
  };

  const checkAnew = async (username: string, password: string, digest: string): Promise<boolean> => {
    const hash = users().get(username);
    const right = (await compareInTurn(password, hash ?? standIn(username))) && hash !== undefined;
    if (right) remember(digest);
    return right;
  };

  return {
    check: async (username, password, client) => {
      const digest = digestOf(username, password, users().get(username) ?? '');
      if (remembered.has(digest)) return 'right';
      const same = underWay.get(digest);
      if (same !== undefined) return (await same) ? 'right' : 'wrong';
      const waiting = waitingOfClient.get(client) ?? 0;
      if (underWay.size >= MOST_WAITING || waiting >= MOST_WAITING_OF_CLIENT) return 'busy';
      waitingOfClient.set(client, waiting + 1);
      const checking = checkAnew(username, password, digest);
      underWay.set(digest, checking);
      try {
        return (await checking) ? 'right' : 'wrong';
      } finally {
        underWay.delete(digest);
        const left = (waitingOfClient.get(client) ?? 1) - 1;
        if (left > 0) waitingOfClient.set(client, left);
        else waitingOfClient.delete(client);
      }
    },
  };
}
