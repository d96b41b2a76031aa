import { texts } from "../../../texts";
import { isMarkAbove, roomOf } from "./boxes";
import styles from "./NumberBoxes.module.css";
import type { ShownNumber } from "./useNumber";

/** A box around each digit on the sheet, marked with its label. The mark is a button; one draws through the box. */
export function NumberBoxes({ number }: { number: ShownNumber }) {
  const { digits, boxes, labels, selected, select } = number;
  return (
    <div className={styles.boxes} role="group" aria-label={texts.severalDigits.boxes}>
      {boxes.map((box, place) => {
        const label = labels[place] ?? 0;
        const isUnsure = digits[place]?.certain === false && digits[place].digit === label;
        return (
          <div
            key={place}
            className={selected === place ? styles.selected : isUnsure ? styles.unsure : styles.box}
            style={{
              left: percent(box.left),
              top: percent(box.top),
              width: percent(box.width),
              height: percent(box.height),
            }}
          >
            <button
              type="button"
              className={isMarkAbove(box) ? styles.above : styles.below}
              style={{ width: `min(2.75rem, ${100 * (roomOf(box, boxes) / box.width)}%)` }}
              aria-pressed={selected === place}
              aria-label={texts.severalDigits.mark(place + 1, boxes.length, label)}
              onClick={() => {
                select(selected === place ? null : place);
              }}
            >
              {label}
            </button>
          </div>
        );
      })}
    </div>
  );
}

function percent(share: number): string {
  return `${100 * share}%`;
}
