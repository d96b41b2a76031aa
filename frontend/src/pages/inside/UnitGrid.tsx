import { memo } from "react";
import { texts } from "../../texts";
import styles from "./UnitGrid.module.css";
import { WeightPicture } from "../../network/WeightPicture";

/** 784 values of a hidden unit, and the distance from zero at which a value is painted in full colour. */
export interface UnitPicture {
  readonly values: Float32Array;
  readonly scale: number;
}

interface Props {
  readonly nUnits: number;
  /** Null while they are on the way. */
  readonly pictures: readonly UnitPicture[] | null;
  /** The activation of each, 0–1; null where nothing is drawn. */
  readonly activations: readonly number[] | null;
  /** The contribution of each to the output of `digit`; null where nothing is drawn. */
  readonly contributions: readonly number[] | null;
  readonly digit: number;
  readonly chosenUnit: number;
  readonly off: ReadonlySet<number>;
  readonly onChoose: (unit: number) => void;
}

/** The hidden units: picture, activation, and contribution to the output of one digit. */
export function UnitGrid({
  nUnits,
  pictures,
  activations,
  contributions,
  digit,
  chosenUnit,
  off,
  onChoose,
}: Props) {
  return (
    <ol className={styles.units} aria-label={texts.inside.units}>
      {Array.from({ length: nUnits }, (_, i) => (
        <li key={i}>
          <button
            type="button"
            className={`${styles.unit ?? ""} ${off.has(i) ? (styles.off ?? "") : ""}`}
            aria-pressed={i === chosenUnit}
            aria-label={
              off.has(i) ? texts.inside.unitOff(i + 1) : unitText(i, activations, contributions, digit)
            }
            onClick={() => {
              onChoose(i);
            }}
          >
            <span className={styles.picture}>
              <span style={{ opacity: activations === null ? 1 : 0.3 + 0.7 * (activations[i] ?? 0) }}>
                {pictures?.[i] && <Picture picture={pictures[i]} />}
              </span>
            </span>
            <span className={styles.lit}>
              <span style={{ transform: `scaleX(${activations?.[i] ?? 0})` }} />
            </span>
            <span className={contributionClass(contributions?.[i] ?? 0)}>
              {off.has(i)
                ? texts.inside.off
                : contributions === null
                  ? ""
                  : texts.inside.part(contributions[i] ?? 0)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Rendered again only when its picture changes, not with every answer while the pen moves. */
const Picture = memo(function Picture({ picture }: { picture: UnitPicture }) {
  return <WeightPicture values={picture.values} scale={picture.scale} />;
});

function unitText(
  i: number,
  activations: Props["activations"],
  contributions: Props["contributions"],
  digit: number,
): string {
  if (activations === null || contributions === null) return texts.inside.unit(i + 1);
  return texts.inside.unitLit(i + 1, activations[i] ?? 0, contributions[i] ?? 0, digit);
}

function contributionClass(contribution: number): string | undefined {
  if (Math.abs(contribution) < 0.05) return styles.silent;
  return contribution < 0 ? styles.against : styles.for;
}
