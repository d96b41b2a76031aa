/** Time as an argument, so that tests need not wait. */
export interface Clock {
  readonly now_ms: () => number;
  /** Calls back once; the returned function cancels that. */
  readonly after: (wait_ms: number, callback: () => void) => () => void;
}

export const browserClock: Clock = {
  now_ms: () => Date.now(),
  after: (wait_ms, callback) => {
    const timer = setTimeout(callback, wait_ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
