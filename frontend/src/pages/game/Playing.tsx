import { useEffect } from "react";
import { Sheet } from "../../sheet/Sheet";
import { focusSheet } from "../../sheet/sheetElement";
import { SheetTool } from "../../sheet/SheetTool";
import { focusOf } from "../../shell/shortcut";
import { blankSheet } from "../../strokes/drawing";
import type { DrawingStore } from "../../strokes/drawingStore";
import { inkOf } from "../../strokes/ink";
import { asSample, isSampleStroke, samples } from "../../strokes/samples";
import { laidOnSheet, varied } from "../../strokes/stored";
import { useInk, useIsDrawing } from "../../strokes/useStrokes";
import { texts } from "../../texts";
import { seconds, type Game, type GameStore } from "./game";
import styles from "./GameView.module.css";
import { VerdictList } from "./VerdictList";

interface Props {
  readonly game: GameStore;
  readonly now: Extract<Game, { state: "playing" }>;
  readonly drawing: DrawingStore;
}

/** The digit that is asked for, the sheet, and the time that is left. */
export function Playing({ game, now: { asked, answers, left_ms }, drawing }: Props) {
  const ink = useInk(drawing);
  const isDrawing = useIsDrawing(drawing);
  const label = asked[answers.length] ?? 0;

  const done = () => {
    const drawn = inkOf(drawing.get());
    if (drawn === null || drawing.get().active !== null) return;
    game.answer(drawn, drawing.get().finished.some(isSampleStroke));
    drawing.dispatch({ type: "replaced", sheet: blankSheet });
    focusSheet();
  };

  useEffect(focusSheet, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.repeat || focusOf(event.target) !== "nothing") return;
      event.preventDefault();
      done();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
    };
  });

  return (
    <div className={styles.playing}>
      <div className={styles.sheet}>
        <Sheet store={drawing} invitation={null} />
      </div>
      <div className={styles.side}>
        <p className={styles.asked} role="status">
          {texts.game.write(label)}
        </p>
        <p className={styles.left}>
          <span role="timer">{texts.game.left(seconds(left_ms))}</span>
          <span>{texts.game.nth(answers.length + 1, asked.length)}</span>
        </p>
        <div className={styles.buttons}>
          <button type="button" className={styles.start} disabled={ink === null || isDrawing} onClick={done}>
            {texts.game.done}
          </button>
          <SheetTool store={drawing} type="cleared" />
          <button type="button" onClick={game.leave}>
            {texts.game.stop}
          </button>
        </div>
        <VerdictList answers={answers} label={texts.game.soFar} />
        <div className={styles.sample}>
          <button
            type="button"
            onClick={() => {
              const finished = asSample(laidOnSheet(varied(samples[label] ?? [])));
              drawing.dispatch({ type: "replaced", sheet: { finished, photo: null } });
              focusSheet();
            }}
          >
            {texts.game.sample}
          </button>
          <p>{texts.game.sampleNote}</p>
        </div>
      </div>
    </div>
  );
}
