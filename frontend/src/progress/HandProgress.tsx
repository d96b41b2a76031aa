import type { Changes, Hand } from "../api/client";
import { DigitInk } from "../DigitInk";
import { texts } from "../texts";
import styles from "./HandProgress.module.css";

const nShown = 6;

interface Props {
  /** Null until the server has told of it. */
  readonly hand: Hand | null;
  /** Differences between the served version and the one before it; null where they are not known. */
  readonly changes: Changes | null;
  /** The address of the page of one's own hand. */
  readonly handAddress: string;
  readonly gameAddress: string;
}

/** The newest versions' accuracy on this person's digits, and the drawings that the served one reads otherwise. */
export function HandProgress({ hand, changes, handAddress, gameAddress }: Props) {
  const n = hand?.n_digits ?? 0;
  return (
    <section className={styles.learned} aria-labelledby="hand">
      <h3 id="hand">{texts.hand.heading}</h3>
      {hand !== null && n === 0 && <p className={styles.note}>{texts.hand.none}</p>}
      {hand !== null && n > 0 && (
        <>
          <p>{firstSightText(hand)}</p>
          <VersionColumns hand={hand} />
        </>
      )}
      {changes !== null && n > 0 && changes.since !== changes.version && <NewestChanges changes={changes} />}
      <p className={styles.links}>
        {n > 0 && <a href={handAddress}>{texts.hand.more}</a>}
        <a href={gameAddress}>{texts.game.link}</a>
      </p>
    </section>
  );
}

function firstSightText({ first_sight: { network, hand } }: Hand): string {
  return texts.hand.firstSight(hand.correct, network.correct, hand.count);
}

/** A column for each version: the share of this person's digits that it read when they came. */
function VersionColumns({ hand }: { hand: Hand }) {
  return (
    <ol className={styles.columns} aria-label={texts.hand.chart}>
      {hand.per_version.slice(-12).map(({ version, correct, count }) => {
        const words = texts.hand.ofVersion(version, correct, count);
        return (
          <li key={version} title={words}>
            <span className="visually-hidden">{words}</span>
            <span className={styles.column} aria-hidden="true">
              <span style={{ transform: `scaleY(${correct / count})` }} />
            </span>
            <span className={styles.version} aria-hidden="true">
              {version}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function NewestChanges({ changes }: { changes: Changes }) {
  const { version, n_digits, correct_before, correct_after, changed } = changes;
  const others = changed.length - nShown;
  return (
    <>
      <h4>{texts.hand.learned(version)}</h4>
      <p className={styles.note}>
        {changed.length === 0
          ? texts.stage.same(correct_after, n_digits)
          : texts.hand.better(correct_before, correct_after, n_digits)}
      </p>
      {changed.length > 0 && (
        <ol className={styles.changes}>
          {changed.slice(0, nShown).map(({ id, label, before, after }) => (
            <li key={id} className={after === label ? styles.won : styles.lost}>
              <span className="ink-on-sheet">
                <DigitInk id={id} alt={texts.hand.changed(label, before, after)} />
              </span>
              <span aria-hidden="true">
                <s>{before}</s> → <b>{after}</b>
              </span>
            </li>
          ))}
        </ol>
      )}
      {others > 0 && <p className={styles.note}>{texts.hand.andMore(others)}</p>}
    </>
  );
}
