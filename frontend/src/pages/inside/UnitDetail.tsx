import { texts } from "../../texts";
import type { Network } from "./network";
import type { Unit } from "./Units";
import styles from "./UnitDetail.module.css";
import { WeightPicture } from "./WeightPicture";

interface Props {
  readonly number: number;
  readonly unit: Unit;
  readonly network: Network;
  /** The address of the 28×28 picture; null where nothing is drawn. */
  readonly picture: string | null;
}

/** A hidden unit, large: its weights to the inputs and to the outputs. */
export function UnitDetail({ number, unit, network, picture }: Props) {
  const weights = network.output[number] ?? [];
  const scale = Math.max(...weights.map(Math.abs), 1e-6);
  return (
    <section className={styles.detail} aria-labelledby="unit">
      <h2 id="unit">{texts.inside.unit(number + 1)}</h2>
      <div className={styles.picture}>
        <WeightPicture values={unit.values} scale={unit.scale} />
        {picture !== null && <img src={picture} alt="" />}
      </div>
      <p className={styles.note}>{texts.inside.legend}</p>
      <h3>{texts.inside.says}</h3>
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
    </section>
  );
}
