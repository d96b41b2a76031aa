/** Ten digits drawn by formula, for where no corpus is installed. */

import { arc, line, type WrittenDigit } from "./penStrokes";

export const builtInDigits: readonly WrittenDigit[] = [
  { label: 0, strokes: [arc(0.5, 0.5, 0.2, 0.31, -90, 270)] },
  { label: 1, strokes: [line([0.4, 0.3], [0.53, 0.18], [0.53, 0.82])] },
  { label: 2, strokes: [[...arc(0.49, 0.35, 0.18, 0.17, -170, 40), ...line([0.32, 0.8], [0.72, 0.8])]] },
  {
    label: 3,
    strokes: [[...arc(0.47, 0.34, 0.17, 0.16, -150, 90), ...arc(0.47, 0.65, 0.2, 0.16, -90, 150)]],
  },
  {
    label: 4,
    strokes: [line([0.46, 0.18], [0.28, 0.58], [0.72, 0.58]), line([0.6, 0.38], [0.58, 0.84])],
  },
  {
    label: 5,
    strokes: [[...line([0.66, 0.2], [0.4, 0.2], [0.36, 0.47]), ...arc(0.48, 0.62, 0.19, 0.18, -115, 140)]],
  },
  {
    label: 6,
    strokes: [[...arc(0.68, 0.62, 0.34, 0.46, -105, -180), ...arc(0.5, 0.65, 0.16, 0.16, 180, -180)]],
  },
  { label: 7, strokes: [line([0.28, 0.22], [0.72, 0.2], [0.45, 0.83])] },
  {
    label: 8,
    strokes: [[...arc(0.5, 0.34, 0.14, 0.15, 90, -270), ...arc(0.5, 0.66, 0.17, 0.17, -90, 270)]],
  },
  { label: 9, strokes: [[...arc(0.49, 0.36, 0.16, 0.17, 0, -360), ...line([0.65, 0.36], [0.6, 0.83])]] },
];
