/** The tool that drew a stroke. A pen tells its pressure; a touch may be a resting palm; the page writes samples. */
export type Tool = "mouse" | "touch" | "pen" | "sample";

/** One sample of a pointer. The sheet is the unit square, so a drawing fits a field of any size. */
export interface Sample {
  readonly x: number;
  readonly y: number;
  /** 0–1; devices that do not measure it report 0.5. */
  readonly pressure: number;
  /** When it was there: whole milliseconds since 1970, so that a reload does not start the time again. */
  readonly time_ms: number;
}

export interface Stroke {
  readonly tool: Tool;
  readonly samples: readonly Sample[];
}
