import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { GalleryOf } from "../../api/client";
import type { Outbox } from "../../api/outbox/outbox";
import { hashOf } from "../../shell/view";
import { BeforeTheFirst } from "../../teaching/BeforeTheFirst";
import { Problem } from "../../teaching/Problem";
import { refusedText } from "../../teaching/notice";
import { Waiting } from "../../teaching/Waiting";
import { texts } from "../../texts";
import type { Score } from "./best";
import { isRead, seconds, type Answer } from "./game";
import styles from "./GameView.module.css";
import { VerdictList } from "./VerdictList";

interface Props {
  readonly answers: readonly Answer[];
  readonly time_ms: number;
  readonly outbox: Outbox;
  readonly gallery: GalleryOf;
  /** The best game before this one; null where this one is the best. */
  readonly best: Score | null;
  /** The score of this game; null while it is read, and where it does not count. */
  readonly score: Score | null;
  readonly onAgain: () => void;
}

/** How the game ended; and its drawings, which are stored only if their person verifies them here. */
export function Over({ answers, time_ms, outbox, gallery, best, score, onAgain }: Props) {
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [nKept, setNKept] = useState<number | null>(null);
  const { areKept, refused: toTell } = useSyncExternalStore(outbox.subscribe, outbox.get);
  const refused = toTell[0] ?? null;
  const result = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    result.current?.focus({ preventScroll: true });
  }, []);

  const isBeingRead = answers.some(({ verdict }) => verdict.kind === "reading");
  const own = answers.map((answer, i) => ({ answer, i })).filter(({ answer }) => !answer.isSample);
  const chosen = own.filter(({ i }) => !left.has(i));
  return (
    <div className={styles.over}>
      <p ref={result} className={styles.asked} role="status" tabIndex={-1}>
        {isBeingRead ? texts.read.reading : texts.game.over(answers.filter(isRead).length, answers.length)}
      </p>
      {!isBeingRead && answers.length > 0 && (
        <p>
          {texts.game.inTime(seconds(time_ms))}{" "}
          {score === null
            ? texts.game.notFair
            : best === null
              ? texts.game.isBest
              : texts.game.best(best.nRead, seconds(best.time_ms))}
        </p>
      )}
      <VerdictList
        answers={answers}
        label={texts.game.heading}
        below={({ label, isSample }, i) =>
          isSample ? (
            <span className={styles.sampled}>{texts.game.sampled}</span>
          ) : (
            nKept === null && (
              <label className={styles.tick}>
                <input
                  type="checkbox"
                  checked={!left.has(i)}
                  onChange={({ currentTarget }) => {
                    setLeft(
                      new Set(currentTarget.checked ? [...left].filter((one) => one !== i) : [...left, i]),
                    );
                  }}
                />
                {texts.game.tick(label)}
              </label>
            )
          )
        }
      />
      {own.length > 0 && nKept === null && (
        <section className={styles.keep} aria-labelledby="keep">
          <h2 id="keep">{texts.game.keepHeading}</h2>
          <p>{texts.game.keepNote}</p>
          <BeforeTheFirst gallery={gallery} handAddress={hashOf("hand")} />
          <button
            type="button"
            disabled={chosen.length === 0}
            onClick={() => {
              for (const { answer } of chosen) outbox.add({ label: answer.label, ink: answer.ink });
              setNKept(chosen.length);
            }}
          >
            {texts.game.keep(chosen.length)}
          </button>
        </section>
      )}
      {/* What this browser cannot keep is not kept until the server has it; Waiting says so where the server is away. */}
      <p role="status">{nKept !== null && areKept ? texts.game.kept(nKept) : ""}</p>
      <Waiting outbox={outbox} />
      <Problem
        problem={refused === null ? null : refusedText(refused, false)}
        onLayOut={null}
        onClose={() => {
          if (refused !== null) outbox.forgetRefused(refused.digit.key);
        }}
      />
      <div className={styles.buttons}>
        <button type="button" className={styles.start} onClick={onAgain}>
          {texts.game.again}
        </button>
        {nKept !== null && <a href={hashOf("hand")}>{texts.hand.more}</a>}
      </div>
    </div>
  );
}
