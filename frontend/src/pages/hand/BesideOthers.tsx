import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Api, Digit } from "../../api/client";
import { DigitInk } from "../../DigitInk";
import { digits } from "../../digits";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import { specimen as words } from "../../texts/specimen";
import styles from "./BesideOthers.module.css";
import page from "./HandView.module.css";
import { besideOthers } from "./ownAndOthers";

const nShown = 12;

/** One's drawings of a digit beside everybody else's newest. */
export function BesideOthers({ api }: { api: Api }) {
  const [label, setLabel] = useState(7);
  const { data, isError } = useQuery({
    queryKey: ["digits", "beside others", label],
    queryFn: () => besideOthers(api, label, nShown),
    networkMode: "always",
  });
  return (
    <section className={page.section} aria-labelledby="beside">
      <h2 id="beside">{words.beside}</h2>
      <div className={styles.labels} role="group" aria-label={words.which}>
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            aria-pressed={digit === label}
            aria-label={words.only(digit)}
            onClick={() => {
              setLabel(digit);
            }}
          >
            {digit}
          </button>
        ))}
      </div>
      {data === undefined ? (
        <p role="status">{isError ? texts.failures.away : texts.header.loading}</p>
      ) : (
        <>
          <h3>{words.yours}</h3>
          {data.own.length === 0 ? <p>{words.noneOfYours(label)}</p> : <Row digits={data.own} isMine />}
          <h3>{words.others}</h3>
          {data.others.length === 0 ? <p>{words.noOthers(label)}</p> : <Row digits={data.others} />}
        </>
      )}
    </section>
  );
}

function Row({ digits: shown, isMine = false }: { digits: readonly Digit[]; isMine?: boolean }) {
  return (
    <ol className={styles.row}>
      {shown.map(({ id, label }) => (
        <li key={id} className="ink-on-sheet">
          <a href={hashOf("gallery", id, { mine: isMine })}>
            <DigitInk id={id} alt={texts.gallery.alt(label)} isLazy />
          </a>
        </li>
      ))}
    </ol>
  );
}
