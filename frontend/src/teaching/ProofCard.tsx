import { DigitInk } from "../DigitInk";
import { texts } from "../texts";
import styles from "./ProofCard.module.css";
import type { Proof } from "./useProof";

/** A drawing that was corrected: what it was read as, and what it is read as now. */
export function ProofCard({ id, label, before }: Proof) {
  return (
    <div className={styles.card}>
      <span className="ink-on-sheet">
        <DigitInk id={id} alt={texts.proof.drawing(label, before)} />
      </span>
      <span className={styles.turn} aria-hidden="true">
        <s>{before}</s> <b>{label}</b>
      </span>
    </div>
  );
}
