import type { Digit, GalleryOf } from "../api/client";
import type { Clock } from "../api/clock";
import { DigitInk } from "../DigitInk";
import { texts } from "../texts";
import styles from "./Arrivals.module.css";
import type { Elsewhere } from "./fromElsewhere";
import { useQuietly } from "./useQuietly";

interface Props {
  /** Null until the server has told of them. */
  readonly digits: readonly Digit[] | null;
  /** How many of everybody's digits, counted from the newest, are in no version yet. */
  readonly nWaiting: number;
  readonly nPlaces: number;
  readonly gallery: Exclude<GalleryOf, "none">;
  readonly elsewhere: Elsewhere;
  readonly clock: Clock;
}

/** If shorter, a class that draws makes a screen reader talk on and on. */
const pause_ms = 10_000;

/** The newest digits of the gallery. What others do is summed up, and said rarely. */
export function Arrivals({ digits, nWaiting, nPlaces, gallery, elsewhere, clock }: Props) {
  const words = useQuietly(arrivalsText(digits, gallery, elsewhere), pause_ms, clock);
  return (
    <section className={styles.arrivals} aria-labelledby="arrivals">
      <h3 id="arrivals">{texts.arrivals.heading}</h3>
      <ol className={styles.list}>
        {Array.from({ length: nPlaces }, (_, i) => {
          const digit = digits?.[i];
          if (digit === undefined)
            return <li key={`place ${i}`} className={styles.empty} aria-hidden="true" />;
          // Of one's own alone it is not known which wait. Those that only test the network are never learned from.
          const isWaiting = gallery === "everyone" && i < nWaiting && digit.is_training_input;
          const alt = isWaiting ? texts.arrivals.waits(digit.label) : texts.arrivals.alt(digit.label);
          return (
            <li key={digit.id} className={isWaiting ? styles.waiting : styles.learned}>
              <span className="ink-on-sheet">
                <DigitInk id={digit.id} alt={alt} />
              </span>
              <span className={styles.label} aria-hidden="true">
                {digit.label}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={styles.note} role="status">
        {words}
      </p>
    </section>
  );
}

function arrivalsText(
  digits: readonly Digit[] | null,
  gallery: Exclude<GalleryOf, "none">,
  { n, isAtLeast, label }: Elsewhere,
): string {
  if (digits === null) return "";
  if (digits.length === 0) return texts.arrivals.none;
  // Where one's own alone are shown, new ones come from another window or device of the same person.
  if (label === null || gallery === "own") return texts.arrivals.note[gallery];
  return n === 1 ? texts.arrivals.elsewhere(label) : texts.arrivals.others(n, isAtLeast);
}
