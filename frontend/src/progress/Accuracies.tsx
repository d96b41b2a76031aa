import type { Counts, ServedModel } from "../api/client";
import { texts } from "../texts";
import styles from "./Accuracies.module.css";

/** The accuracy of the served version, and the digits on which it was measured. */
export function Accuracies({ model }: { model: ServedModel }) {
  return (
    <section className={styles.accuracies} aria-labelledby="accuracies">
      <h3 id="accuracies">{texts.model.accuracy}</h3>
      <dl>
        <Share of={texts.model.onUnknown} fraction={model.test_accuracy} />
        {measuredSets(model).map(({ of, counts }) => (
          <Detail key={of} of={of} counts={counts} />
        ))}
        <Share of={texts.model.onKnown} fraction={model.train_accuracy} />
      </dl>
    </section>
  );
}

/** Return the sets behind the test accuracy. Where MNIST is not installed, the reference digits replace it. */
function measuredSets({ test_detail }: ServedModel): readonly { of: string; counts: Counts }[] {
  if (test_detail === null) return [];
  const { mnist, reference, people } = test_detail;
  const known =
    mnist === null
      ? { of: texts.model.reference, counts: reference }
      : { of: texts.model.mnist, counts: mnist };
  return [known, { of: texts.model.people, counts: people }].filter(({ counts }) => counts.count > 0);
}

function Share({ of, fraction }: { of: string; fraction: number | null }) {
  return (
    <div className={styles.share}>
      <dt>{of}</dt>
      <dd>{fraction === null ? texts.model.notMeasured : texts.model.share(fraction)}</dd>
    </div>
  );
}

function Detail({ of, counts: { correct, count } }: { of: string; counts: Counts }) {
  return (
    <div className={styles.detail}>
      <dt>{of}</dt>
      <dd>{texts.model.counts(correct, count)}</dd>
    </div>
  );
}
