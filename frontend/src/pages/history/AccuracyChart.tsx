import type { Version } from "../../api/client";
import { texts } from "../../texts";
import { linePath } from "../chart";
import styles from "./AccuracyChart.module.css";
import { placeVersions } from "./placeVersions";

const box = { width: 640, height: 240, left: 72, right: 20, top: 12, bottom: 26 };

/** The accuracies of every version; the same figures stand in the table below it. */
export function AccuracyChart({
  versions,
  served,
}: {
  versions: readonly Version[];
  served: number | undefined;
}) {
  const { all, people, ticks } = placeVersions(versions, box);
  const rejected = new Set(
    versions.filter(({ status }) => status === "rejected").map(({ version }) => version),
  );
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={texts.history.chart}>
        {ticks.map(({ accuracy, y }) => (
          <g key={y}>
            <path className={styles.grid} d={`M${box.left} ${y}H${box.width - box.right}`} />
            <text className={styles.tick} x={box.left - 8} y={y + 4} textAnchor="end">
              {texts.model.share(accuracy)}
            </text>
          </g>
        ))}
        <path className={styles.people} d={linePath(people)} />
        <path className={styles.all} d={linePath(all.filter(({ version }) => !rejected.has(version)))} />
        {all.map(({ version, x, y }) => (
          <g key={version}>
            <circle
              className={dotClass(version, served, rejected)}
              cx={x}
              cy={y}
              r={version === served ? 6 : 4}
            />
            {(all.length <= 12 || version === served || version === all[0]?.version) && (
              <text className={styles.tick} x={x} y={box.height - 6} textAnchor="middle">
                {version}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption className={styles.key}>
        <span className={styles.keyAll}>{texts.model.onUnknown}</span>
        <span className={styles.keyPeople}>{texts.model.people}</span>
        <span className={styles.keyRejected}>{texts.history.status.rejected}</span>
      </figcaption>
    </figure>
  );
}

function dotClass(version: number, served: number | undefined, rejected: ReadonlySet<number>) {
  if (version === served) return styles.served;
  return rejected.has(version) ? styles.rejected : styles.dot;
}
