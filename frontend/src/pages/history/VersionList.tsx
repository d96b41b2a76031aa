import { useEffect } from "react";
import { networkPath, type Version } from "../../api/client";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import { whyText } from "../../progress/whyText";
import styles from "./VersionList.module.css";

interface Props {
  readonly versions: readonly Version[];
  readonly served: number | undefined;
  /** The version that the address names. */
  readonly named: number | null;
}

/** Every version with its status, accuracy, dates and reason. */
export function VersionList({ versions, served, named }: Props) {
  const isListed = versions.some(({ version }) => version === named);
  useEffect(() => {
    // One frame later, because `arrive` scrolls to the top.
    const frame = requestAnimationFrame(() => {
      if (named !== null && isListed)
        document.getElementById(rowId(named))?.scrollIntoView({ block: "center" });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [named, isListed]);
  return (
    <ol className={styles.list}>
      {versions.map((version) => (
        <li
          key={version.version}
          id={rowId(version.version)}
          className={`${(version.version === served ? styles.served : styles.version) ?? ""} ${version.version === named ? (styles.named ?? "") : ""}`}
        >
          <a className={styles.number} href={hashOf("history", version.version)}>
            {version.version}
          </a>
          <div>
            <p>
              <b>{statusText(version, served)}</b>{" "}
              <span className={styles.kind}>{texts.history.kind[version.kind]}</span>
            </p>
            <p className={styles.detail}>{sinceText(version)}</p>
            {version.version === served && isBroughtBack(version, versions) && (
              <p className={styles.detail}>{texts.history.broughtBack}</p>
            )}
            {version.status === "promoted" && (
              <p className={styles.detail}>
                <a
                  href={networkPath(version.version, "zip")}
                  aria-label={texts.takeHome.of(version.version)}
                  download
                >
                  {texts.takeHome.heading}
                </a>
              </p>
            )}
            {version.reason !== "" && <p className={styles.detail}>{whyText(version)}</p>}
          </div>
          <span className={styles.accuracy}>{accuracyText(version)}</span>
        </li>
      ))}
    </ol>
  );
}

const rowId = (version: number) => `version-${version}`;

function statusText({ version, status, is_undone }: Version, served: number | undefined): string {
  if (version === served) return texts.history.reading;
  return is_undone ? texts.history.undone : texts.history.status[status];
}

/** Returns whether a version reads again after a newer one, which no watch has taken back. */
function isBroughtBack(served: Version, versions: readonly Version[]): boolean {
  const since = served.served_since ?? "";
  return versions.some(
    ({ version, served_since, is_undone }) =>
      version > served.version && served_since !== null && served_since < since && !is_undone,
  );
}

function sinceText({ served_since, finished_at, created_at }: Version): string {
  if (served_since !== null) return texts.history.servedSince(new Date(served_since));
  if (finished_at != null) return texts.history.finished(new Date(finished_at));
  return texts.history.queued(new Date(created_at));
}

function accuracyText({ test_detail }: Version): string {
  const reference = test_detail?.reference;
  return reference === undefined ? "" : texts.model.readOf(reference.correct, reference.count);
}
