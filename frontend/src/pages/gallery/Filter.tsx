import type { DigitFilter } from "../../api/client";
import { digits } from "../../digits";
import { texts } from "../../texts";
import styles from "./Filter.module.css";

/** A filter that is a checkbox. */
type Box = Exclude<keyof DigitFilter, "label">;

interface Props {
  readonly filter: DigitFilter;
  readonly onFilter: (filter: DigitFilter) => void;
  /** Whether each checkbox is shown. */
  readonly boxes: Readonly<Record<Box, boolean>>;
}

const labels = [null, ...digits];

export function Filter({ filter, onFilter, boxes }: Props) {
  return (
    <div className={styles.filter}>
      <div className={styles.labels} role="group" aria-label={texts.gallery.label}>
        {labels.map((label) => (
          <button
            key={label}
            type="button"
            aria-pressed={label === filter.label}
            aria-label={label === null ? texts.gallery.every : texts.gallery.only(label)}
            onClick={() => {
              onFilter({ ...filter, label });
            }}
          >
            {label ?? texts.gallery.everyShort}
          </button>
        ))}
      </div>
      {shownIn(boxes).map((which) => (
        <label key={which}>
          <input
            type="checkbox"
            checked={filter[which]}
            onChange={({ currentTarget }) => {
              onFilter({ ...filter, [which]: currentTarget.checked });
            }}
          />
          {texts.gallery[which]}
        </label>
      ))}
    </div>
  );
}

function shownIn<Name extends string>(boxes: Readonly<Record<Name, boolean>>): readonly Name[] {
  const shown: Name[] = [];
  for (const name in boxes) if (boxes[name]) shown.push(name);
  return shown;
}
