import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Api, Digit } from "../../api/client";
import { unwrap } from "../../api/unwrap";
import { DigitInk } from "../../DigitInk";
import { digits } from "../../digits";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import { specimen as words } from "../../texts/specimen";
import styles from "./BesideOthers.module.css";
import page from "./HandView.module.css";

const nShown = 12;
const nAsked = 60;

/** One's drawings of a digit beside everybody else's newest. */
export function BesideOthers({ api, own }: { api: Api; own: readonly Digit[] }) {
  const [label, setLabel] = useState(7);
  const { data } = useQuery({
    queryKey: ["digits", "of all", label],
    queryFn: () => unwrap(api.digits({ label, mine: false, misread: false }, nAsked, null)),
    networkMode: "always",
  });
  const mine = own.filter((digit) => digit.label === label);
  const ids = new Set(mine.map(({ id }) => id));
  const others = data?.results.filter(({ id }) => !ids.has(id)) ?? [];
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
      <h3>{words.yours}</h3>
      {mine.length === 0 ? <p>{words.noneOfYours(label)}</p> : <Row digits={mine} isMine />}
      <h3>{words.others}</h3>
      {others.length === 0 ? <p>{words.noOthers(label)}</p> : <Row digits={others} />}
    </section>
  );
}

function Row({ digits: shown, isMine = false }: { digits: readonly Digit[]; isMine?: boolean }) {
  return (
    <ol className={styles.row}>
      {shown.slice(0, nShown).map(({ id, label }) => (
        <li key={id} className="ink-on-sheet">
          <a href={hashOf("gallery", id, { mine: isMine })}>
            <DigitInk id={id} alt={texts.gallery.alt(label)} isLazy />
          </a>
        </li>
      ))}
    </ol>
  );
}
