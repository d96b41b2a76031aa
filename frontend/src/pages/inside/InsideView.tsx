import { useMemo, useState } from "react";
import type { Activations } from "../../api/client";
import { digits } from "../../digits";
import type { Services } from "../../services";
import { PageHead } from "../../shell/PageHead";
import { replaceAddress, usePlace } from "../../shell/usePlace";
import { hashOf } from "../../shell/view";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { texts } from "../../texts";
import { BreakIt } from "./BreakIt";
import { FollowedNumber } from "../../network/FollowedNumber";
import { TakeHome } from "../../network/TakeHome";
import styles from "./InsideView.module.css";
import { LookChoice } from "./LookChoice";
import {
  contributions,
  decodeBytes,
  strongest,
  sumOf,
  withoutUnits,
  type Network,
} from "../../network/network";
import { NetworkFigure } from "./NetworkFigure";
import { OutputLayer } from "./OutputLayer";
import { UnitDetail } from "./UnitDetail";
import { UnitGrid } from "./UnitGrid";
import { isClear } from "../../prediction/confidences";
import { useActivations } from "../../prediction/useActivations";
import { useNetworks, useServedVersions, type Look } from "./useNetworks";

interface Props {
  readonly services: Services;
  readonly version: number | undefined;
}

/** What the address names: a unit, and how the units are looked at. */
interface Seen {
  readonly unit: number | null;
  readonly look: Look;
}

function useSeen(): readonly [seen: Seen, see: (seen: Seen) => void] {
  const { part, choices } = usePlace();
  const since = Number(choices.get("since"));
  const isRaw = choices.has("weights");
  const look = useMemo<Look>(() => (since > 0 ? { since } : isRaw ? "weights" : "patterns"), [since, isRaw]);
  const unit = /^\d+$/.test(part) ? Number(part) - 1 : null;
  const see = (next: Seen) => {
    const isSince = typeof next.look === "object" ? next.look.since : null;
    const chosen = { since: isSince, weights: next.look === "weights" };
    replaceAddress(hashOf("inside", next.unit === null ? "" : next.unit + 1, chosen));
  };
  return [{ unit, look }, see];
}

/** The page that shows the network in three levels, lit by the drawing: the whole, one unit, one number. */
export default function InsideView({ services, version }: Props) {
  const [{ unit: namedUnit, look }, see] = useSeen();
  const [chosenDigit, setDigit] = useState<number | null>(null);
  const [off, setOff] = useState<ReadonlySet<number>>(new Set());
  const networks = useNetworks(services.api, version, look);
  const versions = useServedVersions(services.api, version);
  const drawn = useActivations(services, version);
  const network = networks.state === "known" ? networks.network : null;
  const pixels = useMemo(() => (drawn === null ? null : decodeBytes(drawn.pixels)), [drawn]);
  const lit = drawn === null ? null : withoutUnits(drawn.hidden, off);
  const sums = network === null || lit === null ? null : digits.map((digit) => sumOf(network, lit, digit));
  const outputs = sums?.map(({ output }) => output) ?? null;
  const guess = outputs === null ? null : outputs.indexOf(Math.max(...outputs));
  const digit = chosenDigit ?? guess ?? 0;
  const unit = Math.min(namedUnit ?? loudest(network, lit, digit), (network?.nHidden ?? 1) - 1);
  const choose = (next: number) => {
    see({ unit: next, look });
  };
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <div className={styles.head}>
        <PageHead heading={texts.inside.heading} introduction={texts.inside.introduction} />
      </div>
      <div className={styles.band}>
        <div>
          <Sheet store={services.drawing} />
        </div>
        <div className={styles.whole}>
          {network !== null && (
            <NetworkFigure
              {...{ network, pixels, outputs, unit, digit, off }}
              picture={drawn?.picture ?? null}
              activations={lit}
              onUnit={choose}
              onDigit={setDigit}
            />
          )}
        </div>
        <div className={styles.clear}>
          <SheetTool store={services.drawing} type="cleared" />
        </div>
        <p className={styles.guess} role="status">
          {drawn === null || guess === null
            ? texts.inside.drawFirst
            : texts.inside.reads(guess, drawn.digit, off.size, howSure(drawn))}
        </p>
      </div>
      <div className={styles.outputs}>
        <OutputLayer
          sums={sums}
          chosen={digit}
          onChoose={(output) => {
            setDigit(output === chosenDigit ? null : output);
          }}
        />
      </div>
      <section className={styles.units} aria-labelledby="hidden-layer">
        <div className={styles.choice}>
          <h2 id="hidden-layer">{texts.inside.hidden}</h2>
          <LookChoice
            look={look}
            versions={versions}
            onLook={(next) => {
              see({ unit: namedUnit, look: next });
            }}
          />
        </div>
        <p className={styles.note}>{noteOf(look)}</p>
        {networks.state === "known" ? (
          <UnitGrid
            nUnits={networks.network.nHidden}
            pictures={networks.pictures}
            activations={lit}
            contributions={lit === null ? null : contributions(networks.network, lit, digit)}
            {...{ digit, off }}
            chosenUnit={unit}
            onChoose={choose}
          />
        ) : (
          <p className={styles.waiting} role="status">
            {texts.inside[networks.state]}
          </p>
        )}
        <p className={styles.note}>{texts.inside.note(digit)}</p>
      </section>
      {networks.state === "known" && (
        <>
          <div className={styles.detail}>
            <UnitDetail
              number={unit}
              digit={digit}
              isChosen={namedUnit !== null}
              unit={networks.pictures?.[unit] ?? null}
              look={look}
              lights={networks.lights?.[unit] ?? null}
              network={networks.network}
              picture={drawn?.picture ?? null}
              lit={lit?.[unit] ?? null}
              isOff={off.has(unit)}
              onSwitch={(isOff) => {
                setOff(new Set(isOff ? [...off, unit] : [...off].filter((other) => other !== unit)));
              }}
            />
          </div>
          <div className={styles.break}>
            <BreakIt api={services.api} network={networks.network} off={off} onOff={setOff} />
          </div>
          <div className={styles.follow}>
            {pixels !== null && lit !== null ? (
              <FollowedNumber
                network={networks.network}
                activations={lit}
                isOff={off.has(unit)}
                {...{ pixels, unit, digit }}
              />
            ) : (
              <p className={styles.note}>{texts.inside.follow.drawFirst}</p>
            )}
          </div>
        </>
      )}
      {version !== undefined && (
        <div className={styles.home}>
          <TakeHome version={version} />
        </div>
      )}
    </main>
  );
}

function howSure({ certain, confidences, digit }: Activations): "certain" | "unusual" | "unsure" {
  if (certain) return "certain";
  return isClear(confidences, digit) ? "unusual" : "unsure";
}

/** Return the unit that contributes most for or against a digit, which is lit; the first where nothing is drawn. */
function loudest(network: Network | null, lit: readonly number[] | null, digit: number): number {
  if (network === null || lit === null) return 0;
  return strongest(contributions(network, lit, digit), 1)[0] ?? 0;
}

function noteOf(look: Look): string {
  const { notes } = texts.inside;
  return typeof look === "object" ? notes.since(look.since) : notes[look];
}
