import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { archivePath } from "../../api/client";
import type { Served } from "../../progress/useServedModel";
import { useHand } from "../../progress/useHand";
import type { Services } from "../../services";
import { PageHead } from "../../shell/PageHead";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import { BesideOthers } from "./BesideOthers";
import { DigitTable } from "./DigitTable";
import { EnterKey } from "./EnterKey";
import { FirstSight } from "./FirstSight";
import { Forget } from "./Forget";
import styles from "./HandView.module.css";
import { OverTime } from "./OverTime";
import { HandOn } from "./HandOn";
import { OwnKey } from "./OwnKey";
import { SetAside } from "./SetAside";
import { Specimen } from "./Specimen";
import { useChangingHands } from "./useChangingHands";
import { useForgetting } from "./useForgetting";
import { useKeyInAddress } from "./useKeyInAddress";

interface Props {
  readonly services: Services;
  readonly served: Served;
}

const words = texts.hand.page;

/** A change of the hand that this browser draws for. What the page said of the hand before ends with it. */
type Change = "forgotten" | "carried" | "new";

/** The page of one's own hand: how it is read, what is held of it, and all that can be done with it. */
export default function HandView({ services, served }: Props) {
  const { hand, isError } = useHand(services.api, served);
  const forgetting = useForgetting(services);
  const changing = useChangingHands(services);
  const keyInAddress = useKeyInAddress();
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const change = changes.at(-1);
  const status = useRef<HTMLParagraphElement>(null);
  const isKnown = hand !== null && hand.n_digits > 0;
  // What was taken back is kept until the hand is forgotten: it can still be downloaded.
  const isKept = hand?.is_kept === true;
  const gallery = served.state === "known" ? served.watch.model.gallery : "none";
  // The hand's pictures leave the page before its digits are taken back.
  const isShown = isKnown && !forgetting.isForgetting;

  /** Say whose hand draws now, where all below has changed: the focus goes there from the button that was pressed. */
  function say(newest: Change): void {
    flushSync(() => {
      setChanges((before) => [...before, newest]);
    });
    status.current?.focus();
  }

  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <PageHead heading={texts.hand.heading} introduction={words.introduction} />
      <p>
        <a href={hashOf("game")}>{texts.game.link}</a>
      </p>
      <p ref={status} className={styles.status} role="status" tabIndex={-1}>
        {change !== undefined && changeText(change)}
      </p>
      {hand === null && <p role="status">{isError ? texts.failures.away : words.loading}</p>}
      {hand !== null && !isKnown && (
        <p>
          {isKept ? words.allTakenBack : words.none} <a href={hashOf("draw")}>{words.draw}</a>.
        </p>
      )}
      {isShown && <FirstSight sight={hand.first_sight} memory={hand.memory} />}
      {isShown && gallery !== "none" && <Specimen api={services.api} byDigit={hand.by_digit} />}
      {isShown && gallery === "everyone" && <BesideOthers api={services.api} />}
      <div className={styles.columns}>
        {isShown && (
          <div className={styles.column}>
            <DigitTable digits={hand.by_digit} />
            <OverTime spans={hand.over_time} />
          </div>
        )}
        <div className={styles.column}>
          {isShown && <SetAside held={hand.held} nHeld={hand.n_held} />}
          {/* One at a time: a hand that is forgotten while another is taken up would leave open which of both it was. */}
          <section className={styles.section} aria-labelledby="carry" inert={forgetting.isForgetting}>
            <h2 id="carry">{words.carry}</h2>
            {isKept && !forgetting.isForgetting && (
              <OwnKey key={`own ${changes.length}`} api={services.api} />
            )}
            <EnterKey
              key={keyInAddress}
              changing={changing}
              initial={keyInAddress}
              onCarried={() => {
                say("carried");
              }}
            />
            <HandOn key={`on ${changes.length}`} changing={changing} isHand={isKept} onChanged={say} />
          </section>
          {isKept && (
            <section className={styles.section} aria-labelledby="yours" inert={changing.isChanging}>
              <h2 id="yours">{words.yours}</h2>
              <p className={styles.note}>{words.archiveNote}</p>
              <p>
                <a className={styles.download} href={archivePath} download>
                  {words.archive}
                </a>
              </p>
              <Forget
                key={changes.length}
                forgetting={forgetting}
                onForgotten={() => {
                  say("forgotten");
                }}
              />
            </section>
          )}
        </div>
      </div>
    </main>
  );
}

function changeText(change: Change): string {
  return change === "new" ? texts.handOn.someone : words[change];
}
