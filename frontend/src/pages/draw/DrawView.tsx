import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { modelKey } from "../../api/modelQuery";
import { useNotWithdrawn } from "../../api/useNotWithdrawn";
import { Arrivals } from "../../progress/Arrivals";
import { useArrivals } from "../../progress/useArrivals";
import { HandProgress } from "../../progress/HandProgress";
import { useHand } from "../../progress/useHand";
import type { Settled } from "../../api/outbox/outbox";
import { hashOf } from "../../shell/view";
import { BeforeTheFirst } from "../../teaching/BeforeTheFirst";
import { useIsNew } from "./useIsNew";
import { newsKey, ownMemory, withRuns } from "./ownHand";
import type { Shortcut } from "../../shell/shortcut";
import { useShortcuts } from "../../shell/useShortcuts";
import { ModelPanel } from "../../progress/ModelPanel";
import type { Served } from "../../progress/useServedModel";
import { handNewsText, newsText } from "../../progress/newsText";
import { secondBest, sureness } from "../../prediction/confidences";
import { Guess } from "../../prediction/Guess";
import { Outputs } from "../../prediction/Outputs";
import { useReading } from "../../prediction/useReading";
import type { Services } from "../../services";
import { hintText } from "../../sheet/hints";
import { StepStrip } from "../../sheet/StepStrip";
import { useSteps } from "../../sheet/useSteps";
import { useInk, useIsDrawing, useStrokes } from "../../strokes/useStrokes";
import { TakeBackOffer } from "../../teaching/TakeBackOffer";
import { Teach } from "../../teaching/Teach";
import { useTeaching } from "../../teaching/useTeaching";
import { Waiting } from "../../teaching/Waiting";
import { texts } from "../../texts";
import { usePhotoUpload } from "../../sheet/usePhotoUpload";
import { WritingDesk } from "../../sheet/WritingDesk";
import styles from "./DrawView.module.css";

interface Props {
  readonly services: Services;
  readonly served: Served;
  readonly keysAreOn: boolean;
}

const nArrivals = 10;

/** The page on which a person writes, and the network reads and learns. */
export function DrawView({ services, served, keysAreOn }: Props) {
  const { api, drawing, outbox, reader, steps: latestSteps, withdrawals, takeBack } = services;
  const strokes = useStrokes(drawing);
  const isDrawing = useIsDrawing(drawing);
  const ink = useInk(drawing);

  const model = served.state === "known" ? served.watch.model : null;
  const version = model?.version;
  const reading = useReading(reader, ink === null && !isDrawing, version);
  const answer = reading.state === "blank" ? null : reading.answer;
  // Enter must not confirm an older guess: it counts only for the very ink that would be sent.
  const isRead = reading.state === "read" && reading.ink === ink;
  const steps = useSteps(latestSteps, ink, isRead);
  const own = useHand(api, served);
  const { hand, changes, refresh } = own;
  const arrived = useArrivals(api, outbox, nArrivals, version ?? 0, model?.new_digits ?? 0);

  const notWithdrawn = useNotWithdrawn(withdrawals);

  const queries = useQueryClient();
  const onSettled = useCallback(
    (settled: Settled) => {
      void queries.invalidateQueries({ queryKey: modelKey });
      // After a tenth the hand is asked for when the run is known: what it does to the hand is to be told.
      if (settled.kind === "refused" || settled.added.new_digits > 0) refresh();
    },
    [queries, refresh],
  );
  const likely = answer === null || sureness(answer) === "none" ? null : answer;
  const guess = isRead ? (likely?.digit ?? null) : null;
  const news = newsKey(version, own.runs);
  const memory = { state: ownMemory(hand), answeredAt_ms: own.answeredAt_ms };
  const teaching = useTeaching({ outbox, drawing, takeBack, ink, guess, news, memory, onSettled });
  const { teach, confirm } = teaching;

  const onShortcut = useCallback(
    (shortcut: Shortcut) => {
      switch (shortcut.kind) {
        case "teach":
          teach(shortcut.digit);
          break;
        case "confirm":
          confirm();
          break;
        case "clear":
          drawing.dispatch({ type: "cleared" });
          break;
        case "undo":
          drawing.dispatch({ type: "undone" });
          break;
        case "redo":
          drawing.dispatch({ type: "redone" });
          break;
      }
    },
    [teach, confirm, drawing],
  );
  useShortcuts(keysAreOn, onShortcut);
  const photoUpload = usePhotoUpload(drawing);

  const gallery = model?.gallery ?? "everyone";
  const isNew = useIsNew(hand);
  const wanted = hand?.wanted ?? null;
  const blankWords =
    teaching.thanks ??
    (own.news === null || hand === null || version === undefined
      ? null
      : handNewsText(own.news, hand, version)) ??
    newsText(served) ??
    (wanted === null ? texts.read.blank : texts.write.wantedWhy[wanted.why](wanted.digit));
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <h1 className="visually-hidden">{texts.header.title.draw}</h1>
      <div className={styles.writing}>
        <div className={styles.write}>
          <WritingDesk
            store={drawing}
            invitation={wanted === null ? texts.write.invitation : texts.write.wanted(wanted.digit)}
            photoUpload={photoUpload}
          />
        </div>
        <div className={styles.steps}>
          <StepStrip steps={steps} hint={hintText(strokes, answer?.n_seen ?? 1, steps)} />
        </div>
        {gallery !== "none" && (
          <div className={styles.arrivals}>
            <Arrivals
              digits={notWithdrawn(arrived.digits)}
              nWaiting={model?.new_digits ?? 0}
              nPlaces={nArrivals}
              gallery={gallery}
              fromElsewhere={arrived.fromElsewhere}
            />
          </div>
        )}
      </div>
      <div className={styles.reading}>
        <div className={styles.guess}>
          <Guess reading={reading} blankWords={blankWords} isDrawing={isDrawing} />
        </div>
        <div className={styles.outputs}>
          <Outputs answer={answer} />
        </div>
      </div>
      <div className={styles.learning}>
        <div className={styles.teach}>
          <Teach
            guess={likely?.digit ?? null}
            second={likely === null || likely.certain ? null : secondBest(likely)}
            problem={teaching.problem}
            onConfirm={confirm}
            onTeach={teach}
            onCloseProblem={teaching.closeProblem}
            before={isNew && <BeforeTheFirst gallery={gallery} handAddress={hashOf("hand")} />}
          >
            <TakeBackOffer takeBack={takeBack} />
          </Teach>
          <Waiting outbox={outbox} />
        </div>
        <div className={styles.model}>
          <ModelPanel served={withRuns(served, own.runs)} />
        </div>
        <div className={styles.hand}>
          <HandProgress
            handAddress={hashOf("hand")}
            hand={hand}
            changes={changes === null ? null : { ...changes, changed: notWithdrawn(changes.changed) }}
          />
        </div>
      </div>
    </main>
  );
}
