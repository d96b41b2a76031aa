import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Api, ServedModel } from "../../api/client";
import { LiveNetwork } from "../../network/live/LiveNetwork";
import { guessedDigit } from "../../prediction/confidences";
import { Seal } from "../../progress/Seal";
import { QrCode } from "../../QrCode";
import { texts } from "../../texts";
import { useLanguage } from "../../texts/useLanguage";
import { Hands } from "./Hands";
import { InkFigure } from "./InkFigure";
import { Versions } from "./Versions";
import { wallQuery } from "./wallQuery";
import type { WallState } from "./wallState";
import styles from "./WallView.module.css";

/** The wall, for a projector: the ring, the hands side by side, the network lit by the newest digit, the address. */
export default function WallView({ api }: { api: Api }) {
  const { data, isError } = useQuery(wallQuery(api));
  const language = useLanguage();
  useEffect(() => {
    document.title = texts.wall.title;
  }, [language]);
  return (
    <main className={styles.wall}>
      {data === undefined ? (
        <p className={styles.alone}>{isError ? texts.wall.away : texts.wall.loading}</p>
      ) : (
        <>
          <Side api={api} wall={data} />
          <Stage api={api} wall={data} />
          <p className={styles.away} role="status">
            {isError ? texts.wall.away : data.isFrozen ? texts.wall.frozen : ""}
          </p>
        </>
      )}
    </main>
  );
}

interface Props {
  readonly api: Api;
  readonly wall: WallState;
}

function Side({ api, wall: { model, address } }: Props) {
  return (
    <section className={styles.side}>
      <h1>{texts.wall.heading}</h1>
      <div className={styles.ring}>
        <Seal model={model} />
      </div>
      <p className={styles.count} aria-live="off">
        {countText(model)}
      </p>
      <Versions api={api} version={model.version} isTraining={model.is_training} />
      <Join address={address} />
    </section>
  );
}

function countText({ is_pinned, is_training, retrain_at, new_digits }: ServedModel): string {
  if (is_pinned) return texts.wall.paused;
  return is_training ? texts.wall.learning : texts.wall.missing(retrain_at - new_digits);
}

function Join({ address }: { address: string | null }) {
  if (address === null) return <p className={styles.join}>{texts.wall.alone}</p>;
  return (
    <div className={styles.join}>
      <QrCode text={address} label={texts.wall.code(address)} className={styles.code} />
      <p>
        {texts.wall.join}
        <strong>{address.replace(/^http:\/\//, "").replace(/\/$/, "")}</strong>
      </p>
    </div>
  );
}

function Stage({ api, wall: { model, newest, lit, hands, showsDrawings } }: Props) {
  if (!showsDrawings) return <p className={styles.alone}>{texts.wall.hidden}</p>;
  if (newest === null) return <p className={styles.alone}>{texts.wall.empty}</p>;
  const guess = guessedDigit(lit);
  return (
    <section className={styles.stage}>
      <div className={styles.network}>
        <InkFigure
          key={newest.id}
          digit={newest}
          label={texts.wall.digit(newest.label)}
          className={styles.drawn}
        />
        <div className={styles.figure}>
          <LiveNetwork api={api} version={model.version} answer={lit} guess={guess} />
        </div>
        <p className={styles.guess} aria-label={guess === null ? undefined : texts.wall.reads(guess)}>
          {guess}
        </p>
      </div>
      <Hands hands={hands} />
    </section>
  );
}
