import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { DigitFilter, GalleryOf } from "../../api/client";
import { digitsQuery } from "../../api/queries";
import type { Ended } from "../../api/withdrawals";
import { useNotWithdrawn } from "../../api/useNotWithdrawn";
import type { Services } from "../../services";
import { PageHead } from "../../shell/PageHead";
import { replaceAddress, usePlace } from "../../shell/usePlace";
import { hashOf, numberIn, type Place } from "../../shell/view";
import { texts } from "../../texts";
import { Drawings } from "./Drawings";
import { Filter } from "./Filter";
import styles from "./GalleryView.module.css";
import { OneDrawing } from "./OneDrawing";
import { useEnd } from "./useEnd";
import { useOpened } from "./useOpened";
import { useTakingBack } from "./useTakingBack";

interface Props {
  readonly services: Services;
  /** Whose drawings the server shows. */
  readonly gallery: GalleryOf;
  readonly version: number | undefined;
}

/** The page of verified drawings, newest first; more come as one scrolls. */
export default function GalleryView({ services, gallery, version }: Props) {
  const { api, withdrawals } = services;
  const place = usePlace();
  const filter = useMemo(() => filterIn(place), [place]);
  const opened = numberIn(place);
  const section = useOpened(opened);
  const { data, isError, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    digitsQuery(api, filter),
  );
  const { pending, ended, takeBack, undo } = useTakingBack(services);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  // After a failure the end of the page asks for nothing: the server may have asked to wait. One presses a button then.
  const end = useEnd(isError ? doNothing : more);
  const notWithdrawn = useNotWithdrawn(withdrawals);
  const listed = notWithdrawn(data?.pages.flatMap(({ results }) => results) ?? []);
  const digits = listed.filter(({ id }) => id !== pending?.id);
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <PageHead heading={texts.gallery.heading} introduction={texts.gallery.introduction[gallery]} />
      {opened !== null && (
        <OneDrawing
          key={opened}
          ref={section}
          api={api}
          id={opened}
          version={version}
          backTo={hashOf("gallery", "", { ...filter })}
        />
      )}
      {gallery !== "none" && (
        <Filter
          filter={filter}
          onFilter={(next) => {
            replaceAddress(hashOf("gallery", "", { ...next }));
          }}
          boxes={{ mine: gallery !== "own", misread: true }}
        />
      )}
      <p className={styles.undo} role="status">
        {ended !== null && `${endedText(ended)} `}
        {pending !== null && (
          <>
            {texts.gallery.takingBack(pending.label)}{" "}
            <button type="button" onClick={undo}>
              {texts.gallery.undo}
            </button>
          </>
        )}
      </p>
      <Drawings
        digits={digits}
        onTakeBack={filter.mine || gallery === "own" ? takeBack : null}
        addressOf={(id) => hashOf("gallery", id, { ...filter })}
      />
      <p className={styles.words} role="status">
        {isError ? texts.failures.away : data === undefined ? texts.header.loading : ""}
        {data !== undefined && digits.length === 0 && gallery !== "none" ? texts.gallery.none : ""}
        {data !== undefined && digits.length > 0 && !hasNextPage ? texts.gallery.all(digits.length) : ""}
      </p>
      <div ref={end}>
        {isError ? (
          <button type="button" onClick={() => void refetch()}>
            {texts.failures.again}
          </button>
        ) : (
          hasNextPage && (
            <button type="button" onClick={more}>
              {texts.gallery.more}
            </button>
          )
        )}
      </div>
    </main>
  );
}

function doNothing(): void {
  // The end of the page came near.
}

function endedText({ label, isTakenBack }: Ended): string {
  return isTakenBack ? texts.gallery.takenBack(label) : texts.gallery.notTakenBack(label);
}

/** Return the choice of digits that an address names. */
function filterIn({ choices }: Place): DigitFilter {
  const label = choices.get("label") ?? "";
  return {
    label: /^\d$/.test(label) ? Number(label) : null,
    mine: choices.has("mine"),
    misread: choices.has("misread"),
  };
}
