import { digits } from "../../digits";
import { texts } from "../../texts";
import type { Sum } from "./network";
import styles from "./OutputLayer.module.css";

interface Props {
  /** How each of the ten outputs comes about; null where nothing is drawn. */
  readonly sums: readonly Sum[] | null;
  readonly digit: number;
  readonly onChoose: (digit: number) => void;
}

/** The ten outputs: choose one, and see what speaks for it and against it. */
export function OutputLayer({ sums, digit, onChoose }: Props) {
  const sum = sums?.[digit];
  return (
    <section className={styles.layer} aria-labelledby="output-layer">
      <h2 id="output-layer">{texts.inside.outputs}</h2>
      <div className={styles.outputs} role="group" aria-label={texts.inside.choose}>
        {digits.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === digit}
            aria-label={texts.inside.output(each, sums?.[each]?.output ?? null)}
            onClick={() => {
              onChoose(each);
            }}
          >
            <span className={styles.column}>
              <span style={{ transform: `scaleY(${sums?.[each]?.output ?? 0})` }} />
            </span>
            <span className={styles.digit}>{each}</span>
          </button>
        ))}
      </div>
      <p className={styles.sum}>
        {sum === undefined ? texts.inside.drawFirst : texts.inside.sum(digit, sum)}
      </p>
    </section>
  );
}
