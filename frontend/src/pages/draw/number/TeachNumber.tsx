import type { ReactNode } from "react";
import { digits } from "../../../digits";
import teach from "../../../teaching/Teach.module.css";
import { texts } from "../../../texts";
import type { ShownNumber } from "./useNumber";

interface Props {
  readonly number: ShownNumber;
  readonly isDrawing: boolean;
  readonly onConfirm: () => void;
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** "Yes, it is 42", which verifies every digit; below it the ten digits for the one that is being corrected. */
export function TeachNumber({ number, isDrawing, onConfirm, describedBy, children }: Props) {
  const { labels, selected, isOfInk, choose } = number;
  return (
    <section className={teach.teach} aria-labelledby="teach">
      <h2 id="teach">{texts.teach.heading}</h2>
      <button
        type="button"
        className={teach.yes}
        aria-describedby={describedBy}
        disabled={isDrawing || !isOfInk}
        onClick={onConfirm}
      >
        {texts.severalDigits.yes(labels.join(""))}
      </button>
      <div className={teach.row}>
        <p id="correct" className={teach.no} role="status">
          {selected === null
            ? texts.severalDigits.no
            : texts.severalDigits.correct(selected + 1, labels.length)}
        </p>
        {children}
      </div>
      <div className={teach.digits} role="group" aria-labelledby="correct">
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            aria-label={texts.teach.choose(digit)}
            disabled={selected === null}
            onClick={() => {
              choose(digit);
            }}
          >
            {digit}
          </button>
        ))}
      </div>
    </section>
  );
}
