import type { Counts, ServedModel } from "../api/client";
import { texts } from "../texts";
import styles from "./Accuracies.module.css";

/**
 * How well the served version reads. The large figure is measured on the same digits for every version, so that two
 * versions can be compared; every other set has a line of its own.
 */
export function Accuracies({ model: { test_detail, train_accuracy } }: { model: ServedModel }) {
  const words = texts.model;
  return (
    <section className={styles.accuracies} aria-labelledby="accuracies">
      <h3 id="accuracies">{words.accuracy}</h3>
      <dl>
        <div className={styles.share}>
          <dt>{words.reference}</dt>
          <dd>{measuredText(test_detail?.reference ?? null)}</dd>
        </div>
        {test_detail !== null && (
          <>
            <Detail of={words.ofThem} counts={test_detail.reference} />
            <Detail of={words.mnist} counts={test_detail.mnist} />
            <Detail of={words.people} counts={test_detail.people} />
          </>
        )}
        <div className={styles.detail}>
          <dt>{words.onKnown}</dt>
          <dd>{train_accuracy === null ? words.notMeasured : words.share(train_accuracy)}</dd>
        </div>
      </dl>
    </section>
  );
}

function measuredText(counts: Counts | null): string {
  return counts === null || counts.count === 0
    ? texts.model.notMeasured
    : texts.model.readOf(counts.correct, counts.count);
}

/** The counts of a set; nothing for a set without digits. */
function Detail({ of, counts }: { of: string; counts: Counts | null }) {
  if (counts === null || counts.count === 0) return null;
  return (
    <div className={styles.detail}>
      <dt>{of}</dt>
      <dd>{texts.model.counts(counts.correct, counts.count)}</dd>
    </div>
  );
}
