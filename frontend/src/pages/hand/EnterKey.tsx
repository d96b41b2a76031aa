import { useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import type { Api } from "../../api/client";
import type { Failure } from "../../api/failure";
import { askAnewForAnotherHand } from "../../api/queries";
import { texts } from "../../texts";
import styles from "./HandView.module.css";

interface Props {
  readonly api: Api;
  /** The key that the address carried, or an empty text. */
  readonly initial: string;
  readonly onCarried: () => void;
}

const words = texts.hand.page;

/** The field for a key from another device. Nothing is carried before the button is pressed. */
export function EnterKey({ api, initial, onCarried }: Props) {
  const queries = useQueryClient();
  const [key, setKey] = useState(initial);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function carry(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const result = await api.carryHand(key.trim());
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    setKey("");
    await askAnewForAnotherHand(queries);
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
        {failure === null ? "" : failure.kind === "refused" ? words.noSuchKey : words.notCarried}
      </p>
    </form>
  );
}
