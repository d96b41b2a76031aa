import { useState } from "react";
import type { Confusion } from "../../api/client";
import { useNotWithdrawn } from "../../api/useNotWithdrawn";
import type { Withdrawals } from "../../api/withdrawals";
import { DigitInk } from "../../DigitInk";
import { digits } from "../../digits";
import { texts } from "../../texts";
import styles from "./ConfusionMatrix.module.css";
import { cellReadings, strength } from "./confusion";

/** If larger, a cell of many drawings opens more slowly. */
const nAtMost = 60;

interface Props {
  readonly confusion: Confusion;
  readonly withdrawals: Withdrawals;
}

/** The confusion matrix; each cell opens the drawings behind it. */
export function ConfusionMatrix({ confusion, withdrawals }: Props) {
  const [cell, setCell] = useState<readonly [label: number, guess: number] | null>(null);
  const notWithdrawn = useNotWithdrawn(withdrawals);
  const nInCell = cell === null ? 0 : (confusion.matrix[cell[0]]?.[cell[1]] ?? 0);
  // Only those that the gallery shows to this visitor, and that were not taken back.
  const shown = cell === null ? [] : notWithdrawn(cellReadings(confusion, ...cell)).slice(0, nAtMost);
  const largest = Math.max(...confusion.matrix.flatMap((row, i) => row.filter((_, j) => i !== j)), 1);
  return (
    <div className={styles.confusion}>
      <table className={styles.matrix}>
        <caption>{texts.history.matrix(confusion.n_correct, confusion.n_digits)}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{texts.history.drawn}</span>
            </th>
            {digits.map((guess) => (
              <th key={guess} scope="col">
                <span className="visually-hidden">{texts.history.readAs}</span> {guess}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {digits.map((label) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {digits.map((guess) => {
                const n = confusion.matrix[label]?.[guess] ?? 0;
                return (
                  <td key={guess} className={label === guess ? styles.right : undefined}>
                    {n > 0 && (
                      <button
                        type="button"
                        aria-label={texts.history.cell(n, label, guess)}
                        aria-pressed={cell?.[0] === label && cell[1] === guess}
                        onClick={() => {
                          setCell([label, guess]);
                        }}
                      >
                        {label !== guess && (
                          <span className={styles.heat} style={{ opacity: strength(n, largest) }} />
                        )}
                        <span className={styles.count}>{n}</span>
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.drawings}>
        <p role="status">
          {cell === null ? texts.history.openCell : texts.history.cell(nInCell, ...cell)}
          {shown.length < nInCell && `. ${texts.history.drawingsShown(shown.length)}`}
        </p>
        <ol>
          {shown.map(({ id, label, guess }) => (
            <li key={id} className="ink-on-sheet">
              <DigitInk id={id} alt={texts.history.drawing(label, guess)} isLazy />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
