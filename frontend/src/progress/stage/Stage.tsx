import type { Ten, Training } from "../../api/client";
import { hasEnded } from "../../api/handWatch";
import { DigitInk } from "../../DigitInk";
import { texts } from "../../texts";
import { whyText } from "../whyText";
import { cardsOf, gainedLabels, type Change } from "./cards";
import { CostLine } from "./CostLine";
import styles from "./Stage.module.css";
import type { StageState } from "./useStage";

interface Props {
  readonly stage: StageState;
  readonly retrainAt: number;
  readonly onWriteAgain: (label: number) => void;
  readonly onClose: () => void;
}

/** A ten being learned: its drawings in a ring, the line of the cost, then how this person's drawings are read now. */
export function Stage({ stage, retrainAt, onWriteAgain, onClose }: Props) {
  const { training, isTold, changes, refusal, ten } = stage;
  const cards = isTold && changes !== null ? cardsOf(changes) : [];
  const hasReason = isTold && refusal !== null;
  const again = changes === null ? undefined : gainedLabels(changes)[0];
  return (
    <section className={styles.stage} aria-labelledby="stage" data-stage={isTold ? "told" : "learning"}>
      {/* A reason is too long for the middle of the ring on a small sheet. */}
      {cards.length === 0 && !hasReason && <Ring digits={ten.digits} />}
      {!isTold || training === null ? (
        <div className={styles.middle}>
          <h2 id="stage">
            {training !== null && hasEnded(training) ? headingOf(training) : texts.stage.learning(retrainAt)}
          </h2>
          <CostLine training={training} />
        </div>
      ) : (
        <div className={hasReason ? styles.reason : cards.length === 0 ? styles.middle : styles.told}>
          <h2 id="stage">{headingOf(training)}</h2>
          {cards.length > 0 && <Cards changes={cards} />}
          {changes !== null && (
            <p>
              {changes.changed.length === 0
                ? texts.stage.same(changes.correct_after, changes.n_digits)
                : texts.stage.better(changes.correct_before, changes.correct_after, changes.n_digits)}
            </p>
          )}
          {refusal !== null && <p>{whyText(refusal)}</p>}
          {training.status === "rejected" && <p>{texts.stage.kept}</p>}
          {training.status === "failed" && <p>{texts.stage.broken}</p>}
          <p className={styles.buttons}>
            {again !== undefined && (
              <button
                type="button"
                onClick={() => {
                  onWriteAgain(again);
                }}
              >
                {texts.stage.again(again)}
              </button>
            )}
            <button type="button" onClick={onClose}>
              {texts.stage.goOn}
            </button>
          </p>
        </div>
      )}
    </section>
  );
}

function headingOf({ status, version }: Training): string {
  return status === "promoted" ? texts.stage.learned(version) : texts.stage.refused(version);
}

/** The drawings of the ten, in a circle, the first at the top. */
function Ring({ digits }: { digits: Ten["digits"] }) {
  return (
    <ol className={styles.ring} aria-label={texts.stage.ring}>
      {digits.map(({ id, label }, i) => {
        const turn = (2 * Math.PI * i) / Math.max(1, digits.length);
        const [left, top] = [50 + 40 * Math.sin(turn), 50 - 40 * Math.cos(turn)];
        return (
          <li
            key={id}
            className="ink-on-sheet"
            style={{ left: `${left}%`, top: `${top}%`, animationDelay: `${i * 60}ms` }}
          >
            <DigitInk id={id} alt={texts.arrivals.alt(label)} />
          </li>
        );
      })}
    </ol>
  );
}

/** Own drawings, large, with what they were read as before and are read as now. */
function Cards({ changes }: { changes: readonly Change[] }) {
  return (
    <ol className={styles.cards} data-n={changes.length}>
      {changes.map(({ id, label, before, after }, i) => (
        <li key={id} className={after === label ? styles.won : styles.lost}>
          <span className="ink-on-sheet">
            <DigitInk id={id} alt={texts.hand.changed(label, before, after)} />
          </span>
          <span className={styles.turn} aria-hidden="true" style={{ animationDelay: `${300 + i * 250}ms` }}>
            <s>{before}</s>
            <b>{after}</b>
          </span>
        </li>
      ))}
    </ol>
  );
}
