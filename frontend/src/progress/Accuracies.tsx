import type { Counts, ServedModel } from "../api/client";
import { texts } from "../texts";
import styles from "./Accuracies.module.css";

/**
 * How well the served version reads. The large figure is measured on the same digits for every version, so that two
 * versions can be compared; every other set has a line of its own. The share of the digits that it learned from is left
 * out: those are other digits for each version.
 */
export function Accuracies({ model: { test_detail } }: { model: ServedModel }) {
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
            <div className={styles.detail}>
              <dt>{words.mnist}</dt>
              <dd>{test_detail.mnist === null ? words.notForThis : countsText(test_detail.mnist)}</dd>
            </div>
            <Detail of={words.people} counts={test_detail.people} />
          </>
        )}
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
      <dd>{countsText(counts)}</dd>
    </div>
  );
}

function countsText({ correct, count }: Counts): string {
  return texts.model.counts(correct, count);
}
