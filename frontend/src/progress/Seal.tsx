import type { ServedModel } from "../api/client";
import { progressOf } from "../api/modelWatch";
import { texts } from "../texts";
import styles from "./Seal.module.css";

/** The version's number in a ring with one segment for every digit until the network learns again. */
export function Seal({ model }: { model: ServedModel }) {
  const { version, new_digits: nNew, retrain_at: retrainAt, is_pinned: isPaused } = model;
  const progress = progressOf(model);
  const isTraining = progress !== null;
  const nFilled = isTraining ? Math.round(progress * retrainAt) : nNew;
  return (
    <svg
      className={styles.seal}
      viewBox="0 0 100 100"
      role="img"
      data-ring=""
      aria-label={isPaused ? texts.model.sealPaused(version) : texts.model.seal(version, nNew, retrainAt)}
    >
      {Array.from({ length: retrainAt }, (_, i) => (
        <circle
          key={i}
          className={segmentClass(i < nFilled, isTraining)}
          cx="50"
          cy="50"
          r="44"
          pathLength={retrainAt}
          strokeDasharray={`0.8 ${retrainAt}`}
          strokeDashoffset={-0.1}
          transform={`rotate(${(360 / retrainAt) * i - 90} 50 50)`}
        />
      ))}
      <text className={styles.number} x="50" y="56">
        {version}
      </text>
      <text className={styles.word} x="50" y="71">
        {texts.model.version}
      </text>
    </svg>
  );
}

function segmentClass(isFilled: boolean, isTraining: boolean): string | undefined {
  if (!isFilled) return styles.segment;
  return isTraining ? styles.learning : styles.filled;
}
