/**
 * A sample of each digit, 0 to 9, for people without a pen at hand and for the first look. They are made up by rules
 * (the styles of `nn/data`); their times follow from the length of the path.
 */

import samplesJson from "./samples.json";
import type { StoredStrokes } from "./stored";

export const samples: readonly StoredStrokes[] = samplesJson;
