import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { DigitFilter, GalleryOf } from "../../api/client";
import { digitsKey, digitsQuery, handKey } from "../../api/queries";
import { useNotWithdrawn } from "../../api/useNotWithdrawn";
import type { Services } from "../../services";
import { PageHead } from "../../shell/PageHead";
import { texts } from "../../texts";
import { Drawings } from "./Drawings";
import { Filter } from "./Filter";
import styles from "./GalleryView.module.css";
import { useEnd } from "./useEnd";

interface Props {
  readonly services: Services;
  /** Whose drawings the server shows. */
  readonly gallery: GalleryOf;
}

/** The page of verified drawings, newest first; more come as one scrolls. */
export default function GalleryView({ services, gallery }: Props) {
  const { api, withdrawals } = services;
  const [filter, setFilter] = useState<DigitFilter>({ label: null, mine: false, misread: false });
  const { data, isError, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    digitsQuery(api, filter),
  );
  const queries = useQueryClient();
  const withdraw = useCallback(
    async (id: number) => {
      await withdrawals.withdraw(id);
      await queries.invalidateQueries({ queryKey: digitsKey });
      await queries.invalidateQueries({ queryKey: handKey });
    },
    [withdrawals, queries],
  );
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const end = useEnd(more);
  const notWithdrawn = useNotWithdrawn(withdrawals);
  const digits = notWithdrawn(data?.pages.flatMap(({ results }) => results) ?? []);
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <PageHead heading={texts.gallery.heading} introduction={texts.gallery.introduction[gallery]} />
      {gallery !== "none" && (
        <Filter
          filter={filter}
          onFilter={setFilter}
          boxes={gallery === "own" ? ["misread"] : ["mine", "misread"]}
        />
      )}
      <Drawings digits={digits} onTakeBack={filter.mine || gallery === "own" ? withdraw : null} />
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
