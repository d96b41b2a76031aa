import { digits } from "../../digits";
import { texts } from "../../texts";
import type { Sum } from "../../network/network";
import styles from "./OutputLayer.module.css";

interface Props {
  /** The sum behind each of the ten outputs; null where nothing is drawn. */
  readonly sums: readonly Sum[] | null;
  readonly chosen: number;
  readonly onChoose: (digit: number) => void;
}

/** The ten outputs, and the sum behind the chosen one. */
export function OutputLayer({ sums, chosen, onChoose }: Props) {
  const sum = sums?.[chosen];
  return (
    <section className={styles.layer} aria-labelledby="output-layer">
      <h2 id="output-layer">{texts.inside.outputs}</h2>
      <div className={styles.outputs} role="group" aria-label={texts.inside.choose}>
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            aria-pressed={digit === chosen}
            aria-label={texts.inside.output(digit, sums?.[digit]?.output ?? null)}
            onClick={() => {
              onChoose(digit);
            }}
          >
            <span className={styles.column}>
              <span style={{ transform: `scaleY(${sums?.[digit]?.output ?? 0})` }} />
            </span>
            <span className={styles.digit}>{digit}</span>
          </button>
        ))}
      </div>
      <p className={styles.sum}>
        {sum === undefined ? texts.inside.drawFirst : texts.inside.sum(chosen, sum)}
      </p>
    </section>
  );
}
