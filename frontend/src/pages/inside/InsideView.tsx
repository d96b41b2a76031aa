import { useState } from "react";
import { PageHead } from "../../shell/PageHead";
import { digits } from "../../digits";
import type { Services } from "../../services";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { texts } from "../../texts";
import styles from "./InsideView.module.css";
import { contributions, sumOf } from "./network";
import { OutputLayer } from "./OutputLayer";
import { UnitDetail } from "./UnitDetail";
import { Units } from "./Units";
import { useActivations } from "./useActivations";
import { useNetworks, useServedVersions } from "./useNetworks";

interface Props {
  readonly services: Services;
  readonly version: number | undefined;
}

/** The page that shows the network's thirty hidden units and ten outputs, lit by the drawing. */
export default function InsideView({ services, version }: Props) {
  const [since, setSince] = useState<number | null>(null);
  const [unit, setUnit] = useState(0);
  const [chosenDigit, setDigit] = useState<number | null>(null);
  const networks = useNetworks(services.api, version, since);
  const versions = useServedVersions(services.api, version);
  const activations = useActivations(services);
  const digit = chosenDigit ?? activations?.digit ?? 0;
  const shown = networks.state === "known" ? networks.shown : null;
  const isLit = shown !== null && activations !== null;
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <div className={styles.head}>
        <PageHead heading={texts.inside.heading} introduction={texts.inside.introduction} />
      </div>
      <div className={styles.sheet}>
        <Sheet store={services.drawing} />
        <SheetTool store={services.drawing} type="cleared" />
        <p className={styles.guess} role="status">
          {activations === null
            ? texts.inside.drawFirst
            : texts.inside.reads(activations.digit, activations.certain)}
        </p>
      </div>
      <div className={styles.outputs}>
        <OutputLayer
          sums={isLit ? digits.map((output) => sumOf(shown.network, activations.hidden, output)) : null}
          chosen={digit}
          onChoose={(output) => {
            setDigit(output === chosenDigit ? null : output);
          }}
        />
      </div>
      <section className={styles.units} aria-labelledby="hidden-layer">
        <div className={styles.choice}>
          <h2 id="hidden-layer">{texts.inside.hidden}</h2>
          <label>
            {texts.inside.compare}{" "}
            <select
              value={since ?? ""}
              onChange={({ currentTarget }) => {
                setSince(currentTarget.value === "" ? null : Number(currentTarget.value));
              }}
            >
              <option value="">{texts.inside.compareNone}</option>
              {versions.map((earlier) => (
                <option key={earlier} value={earlier}>
                  {texts.inside.compareWith(earlier)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {shown === null ? (
          <p className={styles.waiting} role="status">
            {texts.inside[networks.state === "known" ? "loading" : networks.state]}
          </p>
        ) : (
          <Units
            units={shown.units}
            activations={activations?.hidden ?? null}
            contributions={
              activations === null ? null : contributions(shown.network, activations.hidden, digit)
            }
            digit={digit}
            chosen={unit}
            onChoose={setUnit}
          />
        )}
        <p className={styles.note}>
          {since === null ? texts.inside.note(digit) : texts.inside.noteSince(since)}
        </p>
      </section>
      {shown?.units[unit] && (
        <div className={styles.detail}>
          <UnitDetail
            number={unit}
            unit={shown.units[unit]}
            network={shown.network}
            picture={activations?.picture ?? null}
          />
        </div>
      )}
    </main>
  );
}
