import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Api, Digit, OfDigit } from "../../api/client";
import { strokesQuery } from "../../api/queries";
import { DigitInk } from "../../DigitInk";
import { digits } from "../../digits";
import { Replay } from "../replay/Replay";
import { useStrokesOf } from "../replay/useStrokesOf";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import { specimen as words } from "../../texts/specimen";
import page from "./HandView.module.css";
import { newestOfEach } from "./newestOfEach";
import { newestOwn } from "./ownAndOthers";
import styles from "./Specimen.module.css";
import { specimenPng } from "./specimenPng";

interface Props {
  readonly api: Api;
  readonly byDigit: readonly OfDigit[];
}

/** One digit of each label in this hand, written out stroke by stroke, with how many of that label were read. */
export function Specimen({ api, byDigit }: Props) {
  const [turn, setTurn] = useState(0);
  const [isUnsaved, setIsUnsaved] = useState(false);
  const { data: own, isError } = useQuery({
    queryKey: ["digits", "own"],
    queryFn: () => newestOwn(api),
    networkMode: "always",
  });
  const newest = newestOfEach(own ?? []);
  const queries = useQueryClient();

  /** Save the sheet as a picture. Digits that were photographed have no strokes, and leave their place empty. */
  async function save(ofLabel: ReadonlyMap<number, Digit>): Promise<void> {
    const strokesOf = async (label: number) => {
      const digit = ofLabel.get(label);
      return digit?.has_strokes === true ? queries.query(strokesQuery(api, digit.id)) : null;
    };
    const png = await specimenPng(await Promise.all(digits.map(strokesOf)));
    if (png !== null) download(png, "ductus.png");
  }
  return (
    <section className={page.section} aria-labelledby="specimen">
      <h2 id="specimen">{words.heading}</h2>
      <p className={page.note}>{words.note}</p>
      {own === undefined && <p role="status">{isError ? texts.failures.away : texts.header.loading}</p>}
      <ol className={styles.digits}>
        {digits.map((label) => (
          <li key={label}>
            <One
              {...{ api, label, turn }}
              digit={own === undefined ? undefined : (newest.get(label) ?? null)}
              read={byDigit.find((of) => of.label === label) ?? null}
            />
          </li>
        ))}
      </ol>
      <p className={page.buttons}>
        <button
          type="button"
          onClick={() => {
            setTurn(turn + 1);
          }}
        >
          {words.all}
        </button>
        <button
          type="button"
          onClick={() => {
            print();
          }}
        >
          {words.print}
        </button>
        <button
          type="button"
          onClick={() => {
            setIsUnsaved(false);
            save(newest).catch(() => {
              setIsUnsaved(true);
            });
          }}
        >
          {words.save}
        </button>
      </p>
      <p className={page.problem} role="alert">
        {isUnsaved ? texts.failures.away : ""}
      </p>
    </section>
  );
}

function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

interface OneProps {
  readonly api: Api;
  readonly label: number;
  /** Null where this hand has none; undefined until that is known. */
  readonly digit: Digit | null | undefined;
  readonly read: OfDigit | null;
  readonly turn: number;
}

function One({ api, label, digit, read, turn }: OneProps) {
  const strokes = useStrokesOf(api, digit ?? null);
  const [own, setOwn] = useState(0);
  if (digit === null || digit === undefined)
    return <p className={styles.missing}>{digit === null && words.missing(label)}</p>;
  return (
    <>
      {strokes === null ? (
        <span className="ink-on-sheet">
          <DigitInk id={digit.id} alt={texts.gallery.alt(label)} isLazy />
        </span>
      ) : (
        <button
          type="button"
          className={styles.write}
          aria-label={words.write(label)}
          onClick={() => {
            setOwn(own + 1);
          }}
        >
          <Replay strokes={strokes} label={null} turn={own + turn} />
        </button>
      )}
      {read !== null && read.count > 0 && (
        <p className={styles.read}>
          {words.alone(read.network, read.count)}
          <br />
          {words.together(read.hand, read.count)}
        </p>
      )}
      <a
        className={styles.open}
        href={hashOf("gallery", digit.id, { mine: true })}
        aria-label={words.open(label)}
      >
        {words.openShort}
      </a>
    </>
  );
}
