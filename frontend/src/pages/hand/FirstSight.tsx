import type { Hand, Measured } from "../../api/client";
import { texts } from "../../texts";
import styles from "./FirstSight.module.css";
import page from "./HandView.module.css";

interface Props {
  readonly sight: Hand["first_sight"];
  readonly memory: Hand["memory"];
}

const words = texts.hand.page;

/** The accuracy at first sight, of the network alone and with the own memory, each with its interval. */
export function FirstSight({ sight, memory }: Props) {
  return (
    <section className={page.section} aria-labelledby="first-sight">
      <h2 id="first-sight">{words.firstSight}</h2>
      <p className={page.note}>{words.firstSightNote(sight.hand.count)}</p>
      <dl className={styles.sights}>
        <Sight of={words.network} measured={sight.network} />
        <Sight of={words.withMemory} measured={sight.hand} isOwn />
      </dl>
      <p>{words.memory(memory.n_digits, memory.speaks)}</p>
    </section>
  );
}

function Sight({ of, measured, isOwn = false }: { of: string; measured: Measured; isOwn?: boolean }) {
  const { correct, count, low, high } = measured;
  const percent = (share: number) => `${share * 100}%`;
  return (
    <div className={isOwn ? styles.own : styles.sight}>
      <dt>{of}</dt>
      <dd>
        <span className={styles.share}>{words.share(correct, count)}</span>
        <span className={styles.counts}>{words.counts(correct, count)}</span>
        {count > 0 && (
          <>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ width: percent(correct / count) }} />
              <span className={styles.interval} style={{ left: percent(low), right: percent(1 - high) }} />
            </span>
            <span className={styles.counts}>{words.interval(low, high)}</span>
          </>
        )}
      </dd>
    </div>
  );
}
