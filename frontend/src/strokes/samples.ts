/**
 * A sample of each digit, 0 to 9, for who has no pen at hand and for the first look. They are made up by rules (the styles
 * of `nn/data`), and their times by the length of the way.
 */

import samplesJson from "./samples.json";
import type { StoredStrokes } from "./stored";

export const samples: readonly StoredStrokes[] = samplesJson;
