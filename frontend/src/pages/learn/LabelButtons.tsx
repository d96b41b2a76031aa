import type { Ref } from "react";
import { digits } from "../../digits";
import styles from "./LabelButtons.module.css";

interface Props {
  readonly ref?: Ref<HTMLDivElement>;
  /** Stands before the buttons, and names them together. */
  readonly heading: string;
  /** What a button does, for those who do not see the digit on it. */
  readonly nameOf: (label: number) => string;
  readonly disabled: boolean;
  readonly onChoose: (label: number) => void;
}

/** Ten buttons to say which digit a drawing of this chapter is. */
export function LabelButtons({ ref, heading, nameOf, disabled, onChoose }: Props) {
  return (
    <div ref={ref} role="group" aria-label={heading} className={styles.labels}>
      <span>{heading}</span>
      {digits.map((label) => (
        <button
          key={label}
          type="button"
          disabled={disabled}
          aria-label={nameOf(label)}
          onClick={() => {
            onChoose(label);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
