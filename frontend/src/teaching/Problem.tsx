import { texts } from "../texts";
import styles from "./Problem.module.css";

interface Props {
  readonly problem: string | null;
  readonly onClose: () => void;
  /** Lays the drawing on the sheet; null where it lies there already. */
  readonly onLayOut: (() => void) | null;
}

/** What went wrong with a digit, until it is closed. */
export function Problem({ problem, onClose, onLayOut }: Props) {
  return (
    <div className={styles.problem} role="alert">
      {problem !== null && (
        <>
          <p>{problem}</p>
          <div className={styles.buttons}>
            {onLayOut !== null && (
              <button type="button" onClick={onLayOut}>
                {texts.teach.layOut}
              </button>
            )}
            <button type="button" onClick={onClose}>
              {texts.teach.close}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
