import type { Version } from "../../api/client";
import { texts } from "../../texts";
import { linePath, type Box } from "../chart";
import styles from "./AccuracyChart.module.css";
import {
  measurements,
  ofMnist,
  ofPeople,
  ofReference,
  placeVersions,
  referenceNames,
  type PlacedVersions,
  type VersionPoint,
} from "./placeVersions";

const large: Box = { width: 760, height: 260, left: 72, right: 20, top: 14, bottom: 28 };
const small: Box = { ...large, height: 150 };
/** With more versions their numbers would run into each other. */
const maxNumbers = 16;

interface Props {
  readonly versions: readonly Version[];
  readonly served: number | undefined;
}

/**
 * What every version reads of the same reference digits. MNIST and people's digits have lines of their own, people's in
 * a chart of their own: their intervals are so wide that the first line would look flat. The list of versions has the
 * figures of the reference digits.
 */
export function AccuracyChart({ versions, served }: Props) {
  const [name = "", ...otherNames] = referenceNames(versions);
  const placed = placeVersions(versions, [ofReference(name), ofMnist, ...otherNames.map(ofReference)], large);
  const people = measurements(versions, ofPeople);
  const newest = versions.find(({ version }) => version === served)?.test_detail?.people;
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${large.width} ${large.height}`} role="img" aria-label={texts.history.chart}>
        <Lines {...{ placed, versions, served, box: large, classes: [styles.reference, styles.mnist] }} />
      </svg>
      <figcaption className={styles.key}>
        <span className={styles.keyReference}>{texts.history.reference}</span>
        {measurements(versions, ofMnist).length > 0 && (
          <span className={styles.keyMnist}>{texts.model.mnist}</span>
        )}
        <span className={styles.keyServed}>{texts.history.reading}</span>
        <span className={styles.keyRejected}>{texts.history.status.rejected}</span>
        <span className={styles.keyWhisker}>{texts.history.whisker}</span>
      </figcaption>
      <h2>{texts.history.peopleHeading}</h2>
      <p className={styles.few}>{texts.history.peopleNote}</p>
      {people.length === 0 ? (
        <p className={styles.few}>{texts.history.fewPeople(newest?.correct ?? 0, newest?.count ?? 0)}</p>
      ) : (
        <svg viewBox={`0 0 ${small.width} ${small.height}`} role="img" aria-label={texts.history.peopleChart}>
          <Lines
            placed={placeVersions(versions, [ofPeople], small)}
            {...{ versions, served, box: small, classes: [styles.people] }}
          />
        </svg>
      )}
    </figure>
  );
}

interface LinesProps extends Props {
  readonly placed: PlacedVersions;
  readonly box: Box;
  /** The class of each line; all further lines have the last one. */
  readonly classes: readonly (string | undefined)[];
}

function Lines({ placed: { lines, ticks }, versions, served, box, classes }: LinesProps) {
  const { width, height, left = 0, right = 0 } = box;
  const rejected = new Set(
    versions.filter(({ status }) => status === "rejected").map(({ version }) => version),
  );
  const numbered = lines[0]?.points ?? [];
  return (
    <>
      {ticks.map(({ accuracy, y }) => (
        <g key={y}>
          <path className={styles.grid} d={`M${left} ${y}H${width - right}`} />
          <text className={styles.tick} x={left - 8} y={y + 4} textAnchor="end">
            {texts.model.share(accuracy)}
          </text>
        </g>
      ))}
      {lines.map(({ points }, i) => (
        <g key={i} className={classes[i] ?? classes.at(-1)}>
          <path className={styles.whiskers} d={points.map(whiskerPath).join("")} />
          <path
            className={styles.line}
            d={linePath(points.filter(({ version }) => !rejected.has(version)))}
          />
          {points.map((point) => (
            <circle
              key={point.version}
              className={dotClass(point.version, served, rejected)}
              cx={point.x}
              cy={point.y}
              r={point.version === served ? 6 : 4}
            >
              <title>{texts.history.point(point.version, point.correct, point.count)}</title>
            </circle>
          ))}
        </g>
      ))}
      {numbered.map(
        ({ version, x }) =>
          (numbered.length <= maxNumbers || version === served || version === numbered[0]?.version) && (
            <text key={version} className={styles.tick} x={x} y={height - 6} textAnchor="middle">
              {version}
            </text>
          ),
      )}
    </>
  );
}

/** Half the width of the strokes at the ends of a whisker, in the units of the SVG. */
const cap = 4;

function whiskerPath({ x, whisker: [low, high] }: VersionPoint): string {
  return `M${x - cap} ${low}h${2 * cap}M${x} ${low}V${high}M${x - cap} ${high}h${2 * cap}`;
}

function dotClass(version: number, served: number | undefined, rejected: ReadonlySet<number>) {
  if (version === served) return styles.served;
  return rejected.has(version) ? styles.rejected : styles.dot;
}
