/** A value that lives outside React, in the form that useSyncExternalStore wants. */
export interface Store<T> {
  readonly get: () => T;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Tells the subscribers, unless the value is the very same. */
  readonly set: (next: T) => void;
}

export type ReadableStore<T> = Omit<Store<T>, "set">;

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (next) => {
      if (next === value) return;
      value = next;
      for (const listener of listeners) listener();
    },
  };
}
