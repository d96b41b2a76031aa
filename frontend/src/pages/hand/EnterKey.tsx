import { useState, type SubmitEvent } from "react";
import { texts } from "../../texts";
import styles from "./HandView.module.css";
import { isFinal, unchangedText, type ChangingHands, type Unchanged } from "./useChangingHands";

interface Props {
  readonly changing: ChangingHands;
  /** The key in the address, or an empty text. */
  readonly initial: string;
  readonly onCarried: () => void;
}

const words = texts.hand.page;

/**
 * The field for a key from another device. A key in the address only fills the field; this browser changes hands when
 * the form is sent.
 */
export function EnterKey({ changing, initial, onCarried }: Props) {
  const [key, setKey] = useState(initial);
  const [problem, setProblem] = useState("");

  async function carry(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const unchanged = await changing.takeUp(key.trim());
    setProblem(unchanged === null ? "" : problemOf(unchanged));
    if (unchanged !== null) return;
    setKey("");
    onCarried();
  }

  return (
    <form className={styles.enter} onSubmit={(event) => void carry(event)}>
      <label htmlFor="entered-key">{words.enter}</label>
      <div className={styles.field}>
        <input
          id="entered-key"
          className={styles.key}
          type="text"
          value={key}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby="entered-key-note"
          onChange={({ currentTarget }) => {
            setKey(currentTarget.value);
          }}
        />
        <button type="submit" disabled={key.trim() === ""}>
          {words.use}
        </button>
      </div>
      <p id="entered-key-note" className={styles.note}>
        {words.enterNote}
      </p>
      <p className={styles.problem} role="alert">
        {problem}
      </p>
    </form>
  );
}

function problemOf(unchanged: Unchanged): string {
  return isFinal(unchanged) ? words.noSuchKey : unchangedText(unchanged);
}
