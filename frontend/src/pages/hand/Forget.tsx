import { useState } from "react";
import { texts } from "../../texts";
import styles from "./HandView.module.css";
import type { Forgetting } from "./useForgetting";

const words = texts.hand.page;

/** The button that forgets the hand, and the question before it does. */
export function Forget({ forgetting: { state, forget } }: { forgetting: Forgetting }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <p className={styles.note}>{words.forgetNote}</p>
      {isAsked ? (
        <div className={styles.question} role="group" aria-labelledby="sure">
          <p id="sure">{words.forgetSure}</p>
          <div className={styles.buttons}>
            <button
              type="button"
              className={styles.grave}
              disabled={state === "forgetting"}
              onClick={() => {
                void forget().then(() => {
                  setIsAsked(false);
                });
              }}
            >
              {state === "forgetting" ? words.forgetting : words.forgetYes}
            </button>
            <button
              type="button"
              // The question stands where the button was: the focus must not fall back to the top of the page.
              autoFocus
              onClick={() => {
                setIsAsked(false);
              }}
            >
              {words.forgetNo}
            </button>
          </div>
        </div>
      ) : (
        <p>
          <button
            type="button"
            onClick={() => {
              setIsAsked(true);
            }}
          >
            {words.forget}
          </button>
        </p>
      )}
      <p className={styles.problem} role="alert">
        {state === "failed" ? words.notForgotten : ""}
      </p>
    </>
  );
}
