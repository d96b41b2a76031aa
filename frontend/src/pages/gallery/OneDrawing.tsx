import { useQuery } from "@tanstack/react-query";
import { useState, type Ref } from "react";
import type { Api } from "../../api/client";
import { isForGood } from "../../api/failure";
import { digitQuery } from "../../api/queries";
import { ApiError, unwrap } from "../../api/unwrap";
import { DigitInk } from "../../DigitInk";
import { Replay } from "../replay/Replay";
import { useStrokesOf } from "../replay/useStrokesOf";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import styles from "./OneDrawing.module.css";
import { openedId } from "./useOpened";

interface Props {
  readonly api: Api;
  readonly id: number;
  readonly version: number | undefined;
  /** The address of the gallery with the choices made there. */
  readonly backTo: string;
  /** The ref of the section. */
  readonly ref?: Ref<HTMLElement>;
}

/** One drawing, opened: written out again, and how it was read when it came and is read now. */
export function OneDrawing({ api, id, version, backTo, ref }: Props) {
  const { data, error } = useQuery(digitQuery(api, id));
  const isGone = error instanceof ApiError && isForGood(error.failure);
  const digit = isGone ? undefined : data; // it may have been taken back since it was fetched
  const strokes = useStrokesOf(api, digit ?? null);
  const [turn, setTurn] = useState(0);
  const now = useQuery({
    queryKey: ["reading", id, version],
    queryFn: () => unwrap(api.predict({ strokes: (strokes ?? []).map((stroke) => stroke.map(asPoint)) })),
    enabled: strokes !== null && version !== undefined,
    networkMode: "always",
  }).data;
  const words = texts.gallery.one;
  return (
    <section ref={ref} className={styles.one} id={openedId} tabIndex={-1} aria-labelledby="drawing">
      <h2 id="drawing">{digit === undefined ? words.loading(id) : words.heading(digit.label, id)}</h2>
      {error !== null && digit === undefined && (
        <p role="alert">{isGone ? words.gone : texts.failures.away}</p>
      )}
      {digit !== undefined && (
        <>
          <div className={styles.picture}>
            {strokes === null ? (
              <span className="ink-on-sheet">
                <DigitInk id={id} alt={texts.gallery.alt(digit.label)} />
              </span>
            ) : (
              <Replay strokes={strokes} label={words.written(digit.label, strokes.length)} turn={turn} />
            )}
          </div>
          <div className={styles.facts}>
            <p>{words.drawn(new Date(digit.created_at))}</p>
            <p>{words.then(digit.label, digit.predicted, digit.model)}</p>
            {now !== undefined && <p>{words.now(digit.label, now.network.digit, now.model, now.digit)}</p>}
            {strokes === null && !digit.has_strokes && <p>{words.noStrokes}</p>}
            <p className={styles.buttons}>
              {strokes !== null && (
                <button
                  type="button"
                  onClick={() => {
                    setTurn(turn + 1);
                  }}
                >
                  {words.again}
                </button>
              )}
              {digit.model !== null && (
                <a href={hashOf("history", digit.model)}>{words.version(digit.model)}</a>
              )}
              <a href={backTo}>{words.back}</a>
            </p>
          </div>
        </>
      )}
    </section>
  );
}

function asPoint([x = 0, y = 0, t_ms = 0]: readonly number[]): [number, number, number] {
  return [x, y, t_ms];
}
