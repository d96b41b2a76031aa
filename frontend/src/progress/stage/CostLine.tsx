import type { Training } from "../../api/client";
import { hasEnded } from "../../api/handWatch";
import { texts } from "../../texts";
import { costLine } from "./costLine";
import styles from "./CostLine.module.css";

const box = { width: 100, height: 44 };
/** The points of a whole training: the growing line leaves room for them. If larger, it ends before the right edge. */
const nParts = 20;

/** The line of the cost. It grows during a training; after its end the whole line is drawn from the beginning. */
export function CostLine({ training }: { training: Training | null }) {
  const costs = training?.curve.map(({ cost }) => cost) ?? [];
  const isWhole = training !== null && hasEnded(training);
  const first = costs[0];
  const last = costs.at(-1);
  return (
    <figure className={styles.figure}>
      <svg viewBox={`-1 -2 ${box.width + 2} ${box.height + 3}`} aria-hidden="true">
        <line className={styles.axis} x1="0" y1={box.height} x2={box.width} y2={box.height} />
        <line className={styles.axis} x1="0" y1="0" x2="0" y2={box.height} />
        {costs.length > 0 && (
          <polyline
            key={isWhole ? "whole" : "growing"}
            className={isWhole ? styles.whole : styles.growing}
            pathLength={1}
            points={costLine(costs, box, isWhole ? costs.length : Math.max(nParts, costs.length))}
          />
        )}
      </svg>
      <figcaption>
        {first === undefined || last === undefined ? texts.stage.waits : texts.stage.cost(first, last)}
      </figcaption>
    </figure>
  );
}
