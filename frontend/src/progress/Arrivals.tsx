import type { Digit, GalleryOf } from "../api/client";
import { DigitInk } from "../DigitInk";
import { texts } from "../texts";
import styles from "./Arrivals.module.css";

interface Props {
  readonly digits: readonly Digit[];
  /** The number of the newest digits that wait to be learned from. */
  readonly nWaiting: number;
  readonly nPlaces: number;
  readonly gallery: Exclude<GalleryOf, "none">;
  /** The label of a digit that somebody else has just verified. */
  readonly fromElsewhere: number | null;
}

/** The newest digits of everybody. */
export function Arrivals({ digits, nWaiting, nPlaces, gallery, fromElsewhere }: Props) {
  return (
    <section className={styles.arrivals} aria-labelledby="arrivals">
      <h3 id="arrivals">{texts.arrivals.heading}</h3>
      <ol className={styles.list}>
        {Array.from({ length: nPlaces }, (_, i) => {
          const digit = digits[i];
          if (digit === undefined) return <li key={`place ${i}`} className={styles.empty} />;
          const isWaiting = i < nWaiting;
          const alt = isWaiting ? texts.arrivals.waits(digit.label) : texts.arrivals.alt(digit.label);
          return (
            <li
              key={digit.id}
              className={`ink-on-sheet ${(isWaiting ? styles.waiting : styles.learned) ?? ""}`}
            >
              <DigitInk id={digit.id} alt={alt} />
            </li>
          );
        })}
      </ol>
      <p className={styles.note} role="status">
        {arrivalsText(digits, gallery, fromElsewhere)}
      </p>
    </section>
  );
}

function arrivalsText(
  digits: readonly Digit[],
  gallery: Exclude<GalleryOf, "none">,
  fromElsewhere: number | null,
): string {
  if (digits.length === 0) return texts.arrivals.none;
  return fromElsewhere === null ? texts.arrivals.note[gallery] : texts.arrivals.elsewhere(fromElsewhere);
}
