import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Api } from "../../api/client";
import { knownDigitsQuery } from "../../api/queries";
import { learn } from "../../texts/learn";
import { decodeBytes } from "../../network/network";
import styles from "./ForgettingWall.module.css";
import { mayHeal, wallOf } from "./wall";

/** Digits in a row: the wall is a square of four hundred. */
const nColumns = 20;

interface Props {
  readonly api: Api;
  readonly guesses: readonly number[] | null;
  /** The length of the copy's steps. */
  readonly rate: number;
  readonly isRehearsed: boolean;
}

/** The known digits on a wall: those that the copy of the network misreads now are red. */
export function ForgettingWall({ api, guesses, rate, isRehearsed }: Props) {
  const known = useQuery(knownDigitsQuery(api)).data;
  const pixels = useMemo(() => (known === undefined ? null : decodeBytes(known.pixels)), [known]);
  const ref = useRef<HTMLCanvasElement>(null);
  const isRead = useMemo(
    () => (known?.labels ?? []).map((label, i) => guesses === null || guesses[i] === label),
    [known, guesses],
  );
  useEffect(() => {
    const context = ref.current?.getContext("2d");
    if (pixels === null || context == null) return;
    const wall = wallOf(pixels, isRead, nColumns);
    context.putImageData(new ImageData(wall.pixels, wall.width, wall.height), 0, 0);
  }, [pixels, isRead]);
  const nMisread = isRead.filter((read) => !read).length;
  return (
    <figure className={styles.wall}>
      <canvas
        ref={ref}
        width={nColumns * 28}
        height={nColumns * 28}
        role="img"
        aria-label={learn.sandbox.wall(nMisread, isRead.length)}
      />
      <figcaption>{learn.sandbox.wallNote(nMisread, mayHeal(isRead, rate, isRehearsed))}</figcaption>
    </figure>
  );
}
