import { useSyncExternalStore } from "react";
import type { Failure } from "../api/failure";
import type { Outbox } from "../api/outbox/outbox";
import { refusalText } from "../refusalText";
import { texts } from "../texts";
import styles from "./Waiting.module.css";

/** The number of verified digits that wait to be sent, and the reason; shown only after an attempt has failed. */
export function Waiting({ outbox }: { outbox: Outbox }) {
  const { nWaiting, areKept, failure } = useSyncExternalStore(outbox.subscribe, outbox.get);
  const isShown = nWaiting > 0 && failure !== null;
  return (
    <div className={styles.waiting} role="status">
      {isShown && (
        <>
          <p>
            <strong>{texts.teach.waiting(nWaiting)}</strong> {reason(failure)}{" "}
            {areKept ? texts.teach.waitingKept : texts.teach.waitingInMemory}
          </p>
          <button type="button" onClick={outbox.sendNow}>
            {texts.teach.sendNow}
          </button>
        </>
      )}
    </div>
  );
}

function reason(failure: Failure): string {
  switch (failure.kind) {
    case "away":
      return texts.teach.waitingWhy.away;
    case "busy":
      return texts.teach.waitingWhy[failure.reason];
    case "refused":
      return refusalText(failure);
  }
}
