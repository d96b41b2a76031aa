import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { confusionQuery, refreshVersions, versionQuery, versionsQuery } from "../../api/queries";
import type { Services } from "../../services";
import { PageHead } from "../../shell/PageHead";
import { usePlace } from "../../shell/usePlace";
import { numberIn } from "../../shell/view";
import { texts } from "../../texts";
import { AccuracyChart } from "./AccuracyChart";
import { ConfusionMatrix } from "./ConfusionMatrix";
import styles from "./HistoryView.module.css";
import { VersionList } from "./VersionList";

interface Props {
  readonly services: Services;
  readonly version: number | undefined;
}

/** The page of all versions, and of the digits that the served one confuses. */
export default function HistoryView({ services, version }: Props) {
  const { api, withdrawals } = services;
  const versions = useInfiniteQuery(versionsQuery(api));
  const confusion = useQuery({ ...confusionQuery(api, version ?? 0), enabled: version !== undefined });
  const client = useQueryClient();
  const known = useRef(version);
  useEffect(() => {
    // A newly opened page asks by itself; only a version that takes over meanwhile is a reason to ask again.
    if (known.current !== undefined && known.current !== version)
      refreshVersions(client, api).catch(() => undefined); // the next version is a reason to ask again
    known.current = version;
  }, [api, client, version]);
  const named = numberIn(usePlace());
  const listed = versions.data?.pages.flatMap(({ results }) => results) ?? [];
  // An old version that a link names is asked for alone: the list would take a page for each hundred before it.
  const isOlder = named !== null && named < (listed.at(-1)?.version ?? 0);
  const older = useQuery({ ...versionQuery(api, named ?? 0), enabled: isOlder }).data;
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <PageHead heading={texts.history.heading} introduction={texts.history.introduction} />
      {versions.isError && listed.length === 0 && <p role="alert">{texts.failures.away}</p>}
      {listed.length > 0 && (
        <section className={styles.chart}>
          <AccuracyChart versions={listed} served={version} />
        </section>
      )}
      <section className={styles.section} aria-labelledby="confusion">
        <h2 id="confusion">{texts.history.confusion}</h2>
        {confusion.data === undefined ? (
          <p className={styles.waiting} role="status">
            {confusion.isError ? texts.failures.away : texts.header.loading}
          </p>
        ) : confusion.data.n_digits === 0 ? (
          <p className={styles.none}>{texts.history.noDigits}</p>
        ) : (
          <ConfusionMatrix key={version} confusion={confusion.data} withdrawals={withdrawals} />
        )}
      </section>
      <section className={styles.section} aria-labelledby="versions">
        <h2 id="versions">{texts.history.versions}</h2>
        <VersionList versions={listed} served={version} named={named} />
        {versions.hasNextPage && (
          <button type="button" onClick={() => void versions.fetchNextPage()}>
            {texts.history.more}
          </button>
        )}
        {isOlder && older !== undefined && <VersionList versions={[older]} served={version} named={named} />}
      </section>
    </main>
  );
}
