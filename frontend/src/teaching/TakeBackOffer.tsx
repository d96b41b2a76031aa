import { useSyncExternalStore } from "react";
import { texts } from "../texts";
import type { TakeBack, TakingBack } from "./takeBack";
import styles from "./TakeBackOffer.module.css";

interface Props {
  readonly takeBack: TakeBack;
  /** Called when the button is pressed, which vanishes with the focus. */
  readonly onTake?: () => void;
}

/** The button that takes the last digit back. Its answer covers the question beside it, so that nothing moves. */
export function TakeBackOffer({ takeBack, onTake }: Props) {
  const now = useSyncExternalStore(takeBack.subscribe, takeBack.get);
  return (
    <div className={styles.offer}>
      {now.state === "offered" && (
        <button
          type="button"
          onClick={() => {
            onTake?.();
            void takeBack.take();
          }}
        >
          {texts.teach.takeBack(now.label)}
        </button>
      )}
      <p role="status">{takeBackText(now)}</p>
    </div>
  );
}

function takeBackText(now: TakingBack): string {
  switch (now.state) {
    case "none":
    case "offered":
      return "";
    case "taking":
      return texts.teach.takingBack;
    case "taken":
      return now.isOnSheet ? texts.teach.takenBack(now.label) : texts.teach.takenBackOnly(now.label);
    case "failed":
      return texts.teach.notTakenBack(now.label);
  }
}
