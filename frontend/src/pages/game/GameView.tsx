import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { GalleryOf } from "../../api/client";
import { PageHead } from "../../shell/PageHead";
import type { Services } from "../../services";
import { createDrawingStore } from "../../strokes/drawingStore";
import { texts } from "../../texts";
import { scoreOf } from "./best";
import { createGame, seconds } from "./game";
import styles from "./GameView.module.css";
import { Over } from "./Over";
import { Playing } from "./Playing";
import { useBest } from "./useBest";

interface Props {
  readonly services: Services;
  /** Who sees what is verified. */
  readonly gallery: GalleryOf;
}

/** The page of a game of sixty seconds, on a sheet of its own: what lies on the other sheet stays there. */
export default function GameView({ services, gallery }: Props) {
  const [game] = useState(() => createGame({ predict: services.api.predict, clock: services.clock }));
  const [drawing] = useState(createDrawingStore);
  const now = useSyncExternalStore(game.subscribe, game.get);
  useEffect(() => game.leave, [game]);

  const score = now.state === "over" ? scoreOf(now.answers, now.time_ms) : null;
  const { best, isBest, next } = useBest(score);

  const begin = useCallback(() => {
    next();
    drawing.dispatch({ type: "replaced", sheet: { finished: [], photo: null } });
    game.begin();
  }, [next, game, drawing]);

  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      {now.state !== "ready" && <h1 className="visually-hidden">{texts.game.heading}</h1>}
      {now.state === "ready" && (
        <>
          <PageHead heading={texts.game.heading} introduction={texts.game.introduction} />
          <p>{best === null ? texts.game.noBest : texts.game.best(best.nRead, seconds(best.time_ms))}</p>
          <button type="button" className={styles.start} onClick={begin}>
            {texts.game.start}
          </button>
        </>
      )}
      {now.state === "playing" && <Playing game={game} now={now} drawing={drawing} />}
      {now.state === "over" && (
        <Over
          {...now}
          outbox={services.outbox}
          gallery={gallery}
          best={isBest ? null : best}
          score={score}
          onAgain={begin}
        />
      )}
    </main>
  );
}
