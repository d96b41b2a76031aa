import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Api, Digit, OfDigit } from "../../api/client";
import { strokesQuery } from "../../api/queries";
import { unwrap } from "../../api/unwrap";
import { DigitInk } from "../../DigitInk";
import { digits } from "../../digits";
import { Replay } from "../replay/Replay";
import { useStrokesOf } from "../replay/useStrokesOf";
import { hashOf } from "../../shell/view";
import { specimen as words } from "../../texts/specimen";
import page from "./HandView.module.css";
import { newestOfEach } from "./newestOfEach";
import styles from "./Specimen.module.css";
import { specimenPng } from "./specimenPng";

/** The most digits that the server lists at once. */
const nNewest = 200;

/** Return this hand's newest digits, at most 200. */
export function useOwnDigits(api: Api): readonly Digit[] {
  const { data } = useQuery({
    queryKey: ["digits", "own"],
    queryFn: () => unwrap(api.digits({ label: null, mine: true, misread: false }, nNewest, null)),
    networkMode: "always",
  });
  return data?.results ?? [];
}

interface Props {
  readonly api: Api;
  readonly own: readonly Digit[];
  readonly byDigit: readonly OfDigit[];
}

/** One digit of each label in this hand, written out stroke by stroke, with how many of that label were read. */
export function Specimen({ api, own, byDigit }: Props) {
  const [turn, setTurn] = useState(0);
  const newest = newestOfEach(own);
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
      <ol className={styles.digits}>
        {digits.map((label) => (
          <li key={label}>
            <One
              {...{ api, label, turn }}
              digit={newest.get(label) ?? null}
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
            void save(newest);
          }}
        >
          {words.save}
        </button>
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
  readonly digit: Digit | null;
  readonly read: OfDigit | null;
  readonly turn: number;
}

function One({ api, label, digit, read, turn }: OneProps) {
  const strokes = useStrokesOf(api, digit);
  const [own, setOwn] = useState(0);
  if (digit === null) return <p className={styles.missing}>{words.missing(label)}</p>;
  return (
    <>
      {strokes === null ? (
        <span className="ink-on-sheet">
          <DigitInk id={digit.id} alt={words.written(label, 1)} isLazy />
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
