/** A value in use that can be loaded anew, such as the configuration. */
export interface Reloadable<Value> {
  current(): Value;
  /**
   * Loads anew. When that fails the value in use stays. Calls run one after the other, each with a load of its own,
   * so that the last one has seen every change made before it.
   */
  reload(): Promise<ReloadOutcome>;
  status(): ReloadStatus;
}

/** `unchanged`: loaded, and the same as before. The error is what `load` threw. */
export type ReloadOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly error: unknown };

/** For `vipscope_config_last_reload_successful` and `..._success_timestamp_seconds`. */
export interface ReloadStatus {
  readonly lastReloadSuccessful: boolean;
  /** Seconds since 1970; the first load counts. */
  readonly lastSuccessTimestampSeconds: number;
}

export interface ReloadableDependencies<Value> {
  readonly load: () => Promise<Value>;
  readonly isSame: (a: Value, b: Value) => boolean;
  readonly nowMs: () => number;
}

/** Loads a value for the first time. Rejects with what `load` threw. */
export async function createReloadable<Value>(
  dependencies: ReloadableDependencies<Value>,
): Promise<Reloadable<Value>> {
  const { load, isSame, nowMs } = dependencies;
  let value = await load();
  let status: ReloadStatus = { lastReloadSuccessful: true, lastSuccessTimestampSeconds: nowMs() / 1000 };
  let last: Promise<unknown> = Promise.resolve();

  const loadAnew = async (): Promise<ReloadOutcome> => {
    try {
      const loaded = await load();
      const kind = isSame(value, loaded) ? 'unchanged' : 'changed';
      value = loaded;
      status = { lastReloadSuccessful: true, lastSuccessTimestampSeconds: nowMs() / 1000 };
      return { kind };
    } catch (error) {
      status = { ...status, lastReloadSuccessful: false };
      return { kind: 'refused', error };
    }
  };

  return {
    current: () => value,
    reload: () => {
      const outcome = last.then(loadAnew);
      last = outcome;
      return outcome;
    },
    status: () => status,
  };
}
