import { useRef, useState } from "react";
import type { Api } from "../../api/client";
import { QrCode } from "../../QrCode";
import { hashOfKey } from "../../shell/view";
import { texts } from "../../texts";
import styles from "./HandView.module.css";

const words = texts.hand.page;

/** The key of one's own hand, as text and as a QR code. It is shown only when it is asked for. */
export function OwnKey({ api }: { api: Api }) {
  const [shown, setShown] = useState<string | null>(null);
  const [isAway, setIsAway] = useState(false);

  async function show(): Promise<void> {
    const result = await api.handKey();
    setIsAway(!result.ok);
    if (result.ok) setShown(result.value.key);
  }

  return (
    <>
      <p className={styles.note}>{words.carryNote}</p>
      <p>
        <button
          type="button"
          aria-expanded={shown !== null}
          onClick={() => {
            if (shown === null) void show();
            else setShown(null);
          }}
        >
          {shown === null ? words.showKey : words.hideKey}
        </button>
      </p>
      <p className={styles.problem} role="alert">
        {isAway ? words.keyAway : ""}
      </p>
      {shown !== null && <Shown ownKey={shown} />}
    </>
  );
}

function Shown({ ownKey }: { ownKey: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(ownKey);
      setSaid(words.copied);
    } catch {
      // Browsers let pages copy only over HTTPS or from this very computer, and people may forbid it.
      field.current?.select();
      setSaid(words.notCopied);
    }
  }

  return (
    <div className={styles.shown}>
      <QrCode
        text={new URL(hashOfKey(ownKey), location.href).href}
        label={words.code}
        className={styles.code}
      />
      <div>
        <label htmlFor="own-key">{words.key}</label>
        <div className={styles.field}>
          <input id="own-key" ref={field} className={styles.key} type="text" readOnly value={ownKey} />
          <button type="button" onClick={() => void copy()}>
            {words.copy}
          </button>
        </div>
        <p className={styles.note} role="status">
          {said}
        </p>
      </div>
    </div>
  );
}
