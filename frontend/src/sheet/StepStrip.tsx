import type { Steps } from "../api/client";
import { texts } from "../texts";
import { shownSteps } from "./hints";
import styles from "./StepStrip.module.css";

interface Props {
  /** There is a drawing, of which the steps show what they can. */
  readonly hasInk: boolean;
  readonly steps: Steps | null;
  /** What makes the drawing hard to read; null where nothing does. */
  readonly hint: string | null;
  /** What is said instead where there are no steps to show. */
  readonly note?: string | null;
}

/** The preprocessing steps that have a caption, as pictures, and a hint where the drawing is hard to read. */
export function StepStrip({ hasInk, steps, hint, note = null }: Props) {
  return (
    <section className={styles.strip} aria-labelledby="steps">
      <h3 id="steps">{texts.steps.heading}</h3>
      <ol className={styles.steps}>
        {shownSteps(steps).map(({ name, caption, image }) => (
          <li key={name}>
            <span className={styles.frame}>
              {image !== null && (
                <img
                  className={name === "picture" ? styles.pixels : undefined}
                  src={image}
                  alt={texts.steps.alt(caption)}
                />
              )}
            </span>
            <span className={styles.caption}>{caption}</span>
          </li>
        ))}
      </ol>
      <p className={hint === null ? styles.note : styles.hint} role="status" data-room={texts.steps.good}>
        <span>{hint ?? note ?? noteText(hasInk, steps)}</span>
      </p>
    </section>
  );
}

function noteText(hasInk: boolean, steps: Steps | null): string {
  if (steps !== null) return texts.steps.good;
  return hasInk ? "" : texts.steps.none;
}
