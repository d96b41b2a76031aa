import type { ServedModel } from "../api/client";
import { parseTestDetail, type Counts } from "../api/testDetail";
import { texts } from "../texts";
import styles from "./Accuracies.module.css";

/** How well the served version reads, and on which digits that was measured. */
export function Accuracies({ model }: { model: ServedModel }) {
  const { mnist, people, reference } = parseTestDetail(model.test_detail);
  return (
    <section className={styles.accuracies} aria-labelledby="accuracies">
      <h3 id="accuracies">{texts.model.accuracy}</h3>
      <dl>
        <Share of={texts.model.onUnknown} fraction={model.test_accuracy} />
        {mnist !== null && <Detail of={texts.model.mnist} counts={mnist} />}
        {mnist === null && reference !== null && <Detail of={texts.model.reference} counts={reference} />}
        {people !== null && <Detail of={texts.model.people} counts={people} />}
        <Share of={texts.model.onKnown} fraction={model.train_accuracy} />
      </dl>
    </section>
  );
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
