import { useCallback } from "react";
import type { GalleryOf, Prediction } from "../../api/client";
import { secondToOffer } from "../../prediction/confidences";
import type { Services } from "../../services";
import { focusSheet } from "../../sheet/sheetElement";
import { hashOf } from "../../shell/view";
import { isSample } from "../../strokes/samples";
import { useStrokes } from "../../strokes/useStrokes";
import { BeforeTheFirst, beforeTheFirst } from "../../teaching/BeforeTheFirst";
import { Problem } from "../../teaching/Problem";
import { TakeBackOffer } from "../../teaching/TakeBackOffer";
import { Teach } from "../../teaching/Teach";
import { TryOne } from "../../teaching/TryOne";
import type { Teaching } from "../../teaching/useTeaching";
import { Waiting } from "../../teaching/Waiting";
import { texts } from "../../texts";
import styles from "./DrawView.module.css";
import { TeachNumber } from "./number/TeachNumber";
import type { ShownNumber } from "./number/useNumber";
import { useSampleWriter } from "./useSampleWriter";

interface Props {
  readonly services: Pick<Services, "clock" | "drawing" | "outbox" | "takeBack">;
  readonly teaching: Teaching;
  /** The number on the sheet; null where there is at most one digit. */
  readonly number: ShownNumber | null;
  /** The answer for one digit that may be confirmed. */
  readonly likely: Prediction | null;
  /** The newest answer is of the very drawing on the sheet. */
  readonly isRead: boolean;
  /** The server refuses this drawing, and would refuse each answer to it. */
  readonly isRefused: boolean;
  readonly hasInk: boolean;
  readonly isDrawing: boolean;
  /** Nothing of this person counts yet: what a yes keeps is said first. */
  readonly isNew: boolean;
  readonly gallery: GalleryOf;
}

/** What a person answers: yes, or another digit, or, on a blank sheet, a sample to write; and what became of it. */
export function Answering(props: Props) {
  const { services, teaching, isNew, gallery } = props;
  const strokes = useStrokes(services.drawing);
  return (
    <>
      <Answers {...props} />
      {isSample(strokes) && <p className={styles.sample}>{texts.teach.ofSample}</p>}
      {isNew && <BeforeTheFirst gallery={gallery} handAddress={hashOf("hand")} />}
      <Problem problem={teaching.problem} onClose={teaching.closeProblem} onLayOut={teaching.layOut} />
      <Waiting outbox={services.outbox} />
    </>
  );
}

function Answers({ services, teaching, number, likely, isRead, isRefused, hasInk, isDrawing, isNew }: Props) {
  const { teach, confirm } = teaching;
  const writeSample = useSampleWriter(services.drawing, services.clock);
  const teachFromSheet = useCallback(
    (label: number) => {
      focusSheet();
      teach(label);
    },
    [teach],
  );
  const confirmFromSheet = useCallback(() => {
    focusSheet();
    confirm();
  }, [confirm]);
  const describedBy = isNew ? beforeTheFirst : undefined;
  const takeBack = <TakeBackOffer takeBack={services.takeBack} onTake={focusSheet} />;
  if (number !== null)
    return (
      <TeachNumber
        number={number}
        isDrawing={isDrawing}
        onConfirm={() => {
          focusSheet();
          number.confirm();
        }}
        describedBy={describedBy}
      >
        {takeBack}
      </TeachNumber>
    );
  if (hasInk)
    return (
      <Teach
        guess={likely?.digit ?? null}
        second={likely === null ? null : secondToOffer(likely)}
        isUnderWay={!isRead}
        isRefused={isRefused}
        onConfirm={confirmFromSheet}
        onTeach={teachFromSheet}
        describedBy={describedBy}
      >
        {takeBack}
      </Teach>
    );
  return (
    <TryOne
      onTry={(digit) => {
        focusSheet();
        writeSample(digit);
      }}
    >
      {takeBack}
    </TryOne>
  );
}
