import type { ReactNode } from "react";
import { digits } from "../digits";
import { samples } from "../strokes/samples";
import type { StoredStrokes } from "../strokes/stored";
import { texts } from "../texts";
import styles from "./Teach.module.css";

interface Props {
  readonly onTry: (digit: number) => void;
  readonly children?: ReactNode;
}

/** While the sheet is blank: a sample of each digit, which is written on the sheet when it is chosen. */
export function TryOne({ onTry, children }: Props) {
  return (
    <section className={styles.teach} aria-labelledby="teach">
      <h2 id="teach">{texts.teach.heading}</h2>
      <div className={styles.row}>
        <p id="samples" className={styles.no}>
          {texts.teach.tryOne}
        </p>
        {children}
      </div>
      <div className={styles.samples} role="group" aria-labelledby="samples">
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            aria-label={texts.teach.sample(digit)}
            onClick={({ detail }) => {
              // The second click of two was meant for the answer's button, which was here until the first one.
              if (detail <= 1) onTry(digit);
            }}
          >
            <Sample strokes={samples[digit] ?? []} />
          </button>
        ))}
      </div>
    </section>
  );
}

function Sample({ strokes }: { strokes: StoredStrokes }) {
  const width = Math.max(...strokes.flat().map(([x = 0]) => x));
  return (
    <svg viewBox={`${width / 2 - 600} -100 1200 1200`} aria-hidden="true">
      {strokes.map((stroke, i) => (
        <polyline key={i} points={stroke.map(([x = 0, y = 0]) => `${x},${y}`).join(" ")} />
      ))}
    </svg>
  );
}
