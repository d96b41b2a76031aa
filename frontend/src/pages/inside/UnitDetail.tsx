import type { Units } from "../../api/client";
import { DigitInk } from "../../DigitInk";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import type { Network } from "../../network/network";
import type { UnitPicture } from "./UnitGrid";
import styles from "./UnitDetail.module.css";
import type { Look } from "./useNetworks";
import { WeightPicture } from "../../network/WeightPicture";

interface Props {
  readonly number: number;
  /** The output that is looked at. */
  readonly digit: number;
  /** Whether the person chose this unit; else it is the one that says most about the digit. */
  readonly isChosen: boolean;
  readonly unit: UnitPicture | null;
  readonly look: Look;
  readonly lights: Units["units"][number] | null;
  readonly network: Network;
  /** The address of the 28×28 picture; null where nothing is drawn. */
  readonly picture: string | null;
  /** The unit's activation, 0–1; null if nothing is drawn. */
  readonly lit: number | null;
  readonly isOff: boolean;
  readonly onSwitch: (isOff: boolean) => void;
}

/** A hidden unit, large: what it looks for, what lights it most, and what it says to the outputs. */
export function UnitDetail(props: Props) {
  const { number, digit, isChosen, unit, look, lights, network, picture, lit, isOff, onSwitch } = props;
  return (
    <section className={styles.detail} aria-labelledby="unit">
      <h2 id="unit">{texts.inside.unit(number + 1)}</h2>
      <p className={styles.note}>{texts.inside.which(digit, isChosen)}</p>
      <h3>{headingOf(look)}</h3>
      <div className={styles.looks}>
        <div className={styles.picture}>
          {unit !== null && <WeightPicture values={unit.values} scale={unit.scale} />}
          {picture !== null && <img src={picture} alt="" />}
        </div>
        <p className={styles.note}>{legendOf(look)}</p>
      </div>
      <Lights lights={lights} />
      <h3>{texts.inside.litBy}</h3>
      <div className={styles.lit}>
        <span className={styles.track} aria-hidden="true">
          <span style={{ transform: `scaleX(${lit ?? 0})` }} />
        </span>
        <p>{litText(number, lit, isOff)}</p>
      </div>
      <OutputWeights weights={network.output[number] ?? []} />
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={isOff}
          onChange={({ currentTarget }) => {
            onSwitch(currentTarget.checked);
          }}
        />
        {texts.inside.switchOff}
      </label>
    </section>
  );
}

function litText(number: number, lit: number | null, isOff: boolean): string {
  if (lit === null) return texts.inside.drawFirst;
  return isOff ? texts.inside.unitOff(number + 1) : texts.inside.litNow(lit);
}

function headingOf(look: Look): string {
  if (look === "patterns") return texts.inside.looksFor;
  const { looks } = texts.inside;
  const choice = typeof look === "object" ? looks.since(look.since) : looks[look];
  return choice.charAt(0).toUpperCase() + choice.slice(1);
}

function legendOf(look: Look): string {
  const { legends } = texts.inside;
  return typeof look === "object" ? legends.since(look.since) : legends[look];
}

/** The pictures that light a unit most: made-up ones, and drawings of people. */
function Lights({ lights }: { lights: Props["lights"] }) {
  if (lights === null) return null;
  return (
    <>
      <h4>{texts.inside.lights}</h4>
      <ol className={styles.lights}>
        {lights.pseudo_digits.map(({ picture, label }, i) => (
          <li key={i} className="ink-on-sheet">
            <img src={picture} alt={texts.inside.madeUp(label)} />
          </li>
        ))}
      </ol>
      {lights.drawings.length > 0 && (
        <>
          <h4>{texts.inside.drawings}</h4>
          <ol className={styles.lights}>
            {lights.drawings.map(({ id, label }) => (
              <li key={id} className="ink-on-sheet">
                <a href={hashOf("gallery", id)}>
                  <DigitInk id={id} alt={texts.gallery.alt(label)} isLazy />
                </a>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function OutputWeights({ weights }: { weights: readonly number[] }) {
  const scale = Math.max(...weights.map(Math.abs), 1e-6);
  return (
    <>
      <h3>{texts.inside.says}</h3>
      <p className={styles.note}>{texts.inside.saysNote}</p>
      <ol className={styles.weights}>
        {weights.map((weight, digit) => (
          <li key={digit}>
            <span>{digit}</span>
            <span className={styles.axis}>
              <span
                className={weight < 0 ? styles.against : styles.for}
                style={{ transform: `scaleX(${Math.abs(weight) / scale})` }}
              />
            </span>
            <span className={styles.number}>{texts.inside.part(weight)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
