import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { LiveNetwork } from "../../network/live/LiveNetwork";
import type { Digit } from "../../api/client";
import { isForGood } from "../../api/failure";
import { modelKey } from "../../api/modelQuery";
import { renew } from "../../api/queries";
import type { Settled } from "../../api/outbox/outbox";
import { useNotWithdrawn } from "../../api/useNotWithdrawn";
import { guessedDigit, sureness } from "../../prediction/confidences";
import { Guess } from "../../prediction/Guess";
import { Outputs } from "../../prediction/Outputs";
import { useReading } from "../../prediction/useReading";
import { Arrivals } from "../../progress/Arrivals";
import { HandProgress } from "../../progress/HandProgress";
import { ModelPanel } from "../../progress/ModelPanel";
import { handNewsText, newsText } from "../../progress/newsText";
import { Stage } from "../../progress/stage/Stage";
import { useStage } from "../../progress/stage/useStage";
import { useArrivals } from "../../progress/useArrivals";
import { useHand } from "../../progress/useHand";
import type { Served } from "../../progress/useServedModel";
import type { Services } from "../../services";
import { hintText } from "../../sheet/hints";
import { focusSheet, sheetElement } from "../../sheet/sheetElement";
import { StepStrip } from "../../sheet/StepStrip";
import { usePhotoUpload } from "../../sheet/usePhotoUpload";
import { useSteps } from "../../sheet/useSteps";
import { WritingDesk } from "../../sheet/WritingDesk";
import { hashOf } from "../../shell/view";
import { useHasInk, useInk, useIsDrawing, useStrokes } from "../../strokes/useStrokes";
import { ProofCard } from "../../teaching/ProofCard";
import { useProof } from "../../teaching/useProof";
import { useTeaching } from "../../teaching/useTeaching";
import { texts } from "../../texts";
import { Answering } from "./Answering";
import styles from "./DrawView.module.css";
import { flyIntoRing } from "./flight";
import { invitationText } from "./invitationText";
import { NumberBoxes } from "./number/NumberBoxes";
import { NumberGuess } from "./number/NumberGuess";
import { useNumber, type ShownNumber } from "./number/useNumber";
import { newsKey, ownMemory, withRuns } from "./ownHand";
import { useGhost } from "./useGhost";
import { useIsNew } from "./useIsNew";
import { useOwnNews } from "./useOwnNews";
import { useSheetShortcuts } from "./useSheetShortcuts";
import { useWanted } from "./useWanted";

interface Props {
  readonly services: Services;
  readonly served: Served;
  readonly keysAreOn: boolean;
}

const nArrivals = 10;
/** The same array at each rendering: an effect depends on it. */
const nobody: readonly Digit[] = [];

/** The page on which a person writes, and the network reads and learns. */
export function DrawView({ services, served, keysAreOn }: Props) {
  const {
    api,
    clock,
    drawing,
    ghost,
    numbers,
    outbox,
    reader,
    steps: latestSteps,
    withdrawals,
    takeBack,
  } = services;
  const strokes = useStrokes(drawing);
  const isDrawing = useIsDrawing(drawing);
  const hasInk = useHasInk(drawing);
  const ink = useInk(drawing);

  const model = served.state === "known" ? served.watch.model : null;
  const version = model?.version;
  const isPaused = model?.is_pinned ?? false;
  const reading = useReading(reader, ink === null && !isDrawing, version);
  const answer = reading.state === "blank" ? null : reading.answer;
  // Enter must not confirm an older guess: it counts only for the very ink that would be sent.
  const inkRead = reading.state === "read" || reading.state === "failed" ? reading.ink : null;
  const isRead = !isDrawing && answer !== null && inkRead === ink;
  // What else is asked of a drawing is not asked again because reading it again failed.
  const isNewlyRead = reading.state === "read" && reading.ink === ink;
  const isRefused = reading.state === "failed" && inkRead === ink && isForGood(reading.failure);
  const refusal = isRefused && reading.failure.kind === "refused" ? reading.failure : null;
  const latest = useSteps(latestSteps, ink, isNewlyRead);
  // Where nothing is known of the drawing, they are those of an older one.
  const steps = answer === null ? null : latest;
  const own = useHand(api, served);
  const { hand, changes, refresh } = own;
  const arrived = useArrivals(api, outbox, nArrivals, version, model?.new_digits ?? 0);
  const ghostly = useGhost(services, arrived.digits ?? (arrived.hasFailed ? nobody : null));
  const ghostAnswer = ghostly.reading.state === "blank" ? null : ghostly.reading.answer;
  const isHaunted = ghostly.state === "writing" || ghostly.state === "written";

  const notWithdrawn = useNotWithdrawn(withdrawals);
  const known = useProof(api.predict, outbox);
  const [proof = null] = notWithdrawn(known === null ? [] : [known]);
  const { stage, close: closeStage } = useStage(api, outbox, clock, hasInk, isPaused);
  const ownNews = useOwnNews(version);

  const queries = useQueryClient();
  const { stored } = ownNews;
  const onSettled = useCallback(
    (settled: Settled) => {
      void renew(queries, modelKey);
      if (settled.kind === "stored") stored();
      // After a tenth digit, useHand asks for the hand once the run is known, to tell what the run does to the hand.
      if (settled.kind === "refused" || settled.added.ten === null || isPaused) refresh();
    },
    [queries, refresh, stored, isPaused],
  );
  useEffect(
    () =>
      takeBack.subscribe(() => {
        if (takeBack.get().state === "taken") refresh();
      }),
    [takeBack, refresh],
  );
  const [again, setAgain] = useState<number | null>(null);
  const { wanted, give } = useWanted(hand, own.toldAt_ms, outbox);
  const onVerified = useCallback(
    (digits: number | string, key: string) => {
      flyFromSheet();
      setAgain(null);
      give(digits, key);
    },
    [give],
  );
  const likely = answer === null || !isOneDigit(sureness(answer)) ? null : answer;
  const guess = isRead ? (likely?.digit ?? null) : null;
  const numberRead = useSyncExternalStore(numbers.subscribe, numbers.get);
  const readAs = !isRead ? "nothing" : numberRead?.ink === ink ? "number" : "digit";
  const news = newsKey(version, own.runs);
  const memory = { state: ownMemory(hand), answeredAt_ms: own.answeredAt_ms };
  const teaching = useTeaching({
    outbox,
    drawing,
    takeBack,
    guess,
    readAs,
    refusal,
    news,
    memory,
    notWithdrawn,
    isPaused,
    onSettled,
    onVerified,
  });
  const { teach, confirm, teachNumber } = teaching;
  const number = useNumber({ numbers, drawing, ink, answer, isRead: isNewlyRead, teach: teachNumber });
  const ofNumber = number === null ? null : { teach: number.type, confirm: number.confirm };
  useSheetShortcuts(keysAreOn, { drawing, teach, confirm, ...ofNumber });
  // Of a number, the outputs shown are those of the digit that is being corrected, or else of the last one.
  const place = number === null ? 0 : (number.selected ?? number.digits.length - 1);
  const ownAnswer = number === null ? answer : (number.digits[place] ?? null);
  const shownAnswer = isHaunted ? ghostAnswer : ownAnswer;
  const photoUpload = usePhotoUpload(drawing);

  const gallery = model?.gallery ?? "everyone";
  const isNew = useIsNew(hand);
  const handNews =
    own.news === null || hand === null || model === null ? null : handNewsText(own.news, hand, model);
  const blankWords =
    teaching.thanks ??
    handNews ??
    (ownNews.isOwn ? newsText(served) : null) ??
    (wanted === null ? texts.read.blank : texts.write.wantedWhy[wanted.why](wanted.digit));
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <h1 className="visually-hidden">{texts.header.title.draw}</h1>
      <div className={styles.writing}>
        <div className={styles.write}>
          <WritingDesk
            store={drawing}
            ghost={isHaunted ? ghost.drawing : null}
            invitation={isHaunted ? null : invitationText(again, wanted?.digit ?? null, ghostly.state)}
            photoUpload={photoUpload}
          >
            {number !== null && <NumberBoxes number={number} />}
            {stage !== null && (
              <Stage
                stage={stage}
                retrainAt={model?.retrain_at ?? nArrivals}
                onClose={() => {
                  closeStage();
                  focusSheet();
                }}
                onWriteAgain={(label) => {
                  setAgain(label);
                  closeStage();
                  focusSheet();
                }}
              />
            )}
          </WritingDesk>
        </div>
        <div className={styles.steps}>
          <StepStrip
            hasInk={ink !== null}
            steps={number === null ? steps : null}
            hint={number === null ? hintText(strokes, answer?.n_seen ?? 1, steps) : null}
            note={number === null ? null : texts.severalDigits.seen}
          />
        </div>
        {gallery !== "none" && (
          <div className={styles.arrivals}>
            <Arrivals
              digits={arrived.digits === null ? null : notWithdrawn(arrived.digits)}
              nWaiting={model?.new_digits ?? 0}
              nPlaces={nArrivals}
              gallery={gallery}
              elsewhere={arrived.elsewhere}
              clock={clock}
            />
          </div>
        )}
      </div>
      <div className={styles.reading}>
        <div className={styles.guess}>
          {number !== null ? (
            <NumberGuess number={number} isDrawing={isDrawing} />
          ) : (
            <Guess
              reading={isHaunted ? ghostly.reading : reading}
              blankWords={blankWords}
              isDrawing={isDrawing}
              ghostWords={isHaunted ? texts.ghost.words : null}
              proof={proof === null || hasInk ? null : <ProofCard {...proof} />}
              proofWords={proof === null ? null : texts.proof.known(proof.label)}
            />
          )}
        </div>
        <div className={styles.outputs}>
          <Outputs
            answer={shownAnswer}
            figure={
              <LiveNetwork
                api={api}
                version={version}
                answer={shownAnswer}
                guess={guessedDigit(shownAnswer)}
              />
            }
            insideAddress={hashOf("inside")}
            memoriesAddress={hashOf("learn", "twoMemories")}
            which={number === null ? null : whichText(number, place)}
          />
        </div>
      </div>
      <div className={styles.learning}>
        <div className={styles.teach}>
          <Answering
            services={services}
            teaching={teaching}
            number={number}
            likely={likely}
            isRead={isRead}
            isRefused={refusal !== null}
            hasInk={hasInk}
            isDrawing={isDrawing}
            isNew={isNew}
            gallery={gallery}
          />
        </div>
        <div className={styles.model}>
          <ModelPanel served={withRuns(served, own.runs)} />
        </div>
        <div className={styles.hand}>
          <HandProgress
            handAddress={hashOf("hand")}
            gameAddress={hashOf("game")}
            hand={hand}
            changes={changes === null ? null : { ...changes, changed: notWithdrawn(changes.changed) }}
          />
        </div>
      </div>
    </main>
  );
}

function isOneDigit(how: ReturnType<typeof sureness>): boolean {
  return how !== "none" && how !== "several";
}

/** Say which digit of a number the network at work is shown with. */
function whichText({ digits, labels }: ShownNumber, place: number): string {
  return texts.severalDigits.shown(place + 1, digits.length, labels[place] ?? 0);
}

function flyFromSheet(): void {
  const sheet = sheetElement();
  if (sheet !== null) flyIntoRing(sheet);
}
