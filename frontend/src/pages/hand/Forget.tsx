import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { texts } from "../../texts";
import styles from "./HandView.module.css";
import type { Forgetting } from "./useForgetting";

const words = texts.hand.page;

interface Props {
  readonly forgetting: Forgetting;
  readonly onForgotten: () => void;
}

/** The button that forgets the hand, and the question before it does. */
export function Forget({ forgetting: { isForgetting, forget }, onForgotten }: Props) {
  const [isAsked, setIsAsked] = useState(false);
  const [isFailed, setIsFailed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  /** The button comes back where the question was, and with it the focus. */
  function close(): void {
    flushSync(() => {
      setIsAsked(false);
    });
    button.current?.focus();
  }

  async function forgetNow(): Promise<void> {
    const isDone = await forget();
    setIsFailed(!isDone);
    close();
    if (isDone) onForgotten();
  }

  return (
    <>
      <p className={styles.note}>{words.forgetNote}</p>
      {isAsked ? (
        <div className={styles.question} role="group" aria-labelledby="sure">
          <p id="sure">{words.forgetSure}</p>
          {isForgetting ? (
            // No "No" any more: it would only close the question, and the hand would be forgotten all the same.
            <p ref={takeFocus} tabIndex={-1}>
              {words.forgetting}
            </p>
          ) : (
            <div className={styles.buttons}>
              <button type="button" className={styles.grave} onClick={() => void forgetNow()}>
                {words.forgetYes}
              </button>
              <button
                type="button"
                // The question stands where the button was: the focus must not fall back to the top of the page.
                autoFocus
                onClick={close}
              >
                {words.forgetNo}
              </button>
            </div>
          )}
        </div>
      ) : (
        <p>
          <button
            ref={button}
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
        {isFailed ? words.notForgotten : ""}
      </p>
    </>
  );
}

/** The line stands where the buttons were: the focus must not fall back to the top of the page. */
function takeFocus(line: HTMLElement | null): void {
  line?.focus();
}
