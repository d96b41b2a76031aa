import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { modelKey } from "./api/modelQuery";
import styles from "./App.module.css";
import { Header } from "./header/Header";
import { Keys } from "./keyboard/Keys";
import type { Shortcut } from "./keyboard/shortcut";
import { useShortcuts } from "./keyboard/useShortcuts";
import { useShortcutSwitch } from "./keyboard/useShortcutSwitch";
import { wordsOfNews } from "./model/wordsOfNews";
import { ModelPanel } from "./model/ModelPanel";
import { useServedModel } from "./model/useServedModel";
import { Guess } from "./prediction/Guess";
import { Outputs } from "./prediction/Outputs";
import { useReading } from "./prediction/useReading";
import type { Services } from "./services";
import { pictureOf } from "./strokes/picture";
import { useStrokes } from "./strokes/useStrokes";
import { Teach } from "./teaching/Teach";
import { useTeaching } from "./teaching/useTeaching";
import { Waiting } from "./teaching/Waiting";
import { texts } from "./texts";
import { WritingDesk } from "./writing/WritingDesk";

/** The page: one writes, it reads, it learns. */
export function App({ services }: { services: Services }) {
  const { api, clock, drawing, outbox, reader } = services;
  const strokes = useStrokes(drawing);
  const image = useMemo(() => (strokes.length === 0 ? null : pictureOf(strokes)), [strokes]);

  const served = useServedModel(api, clock);
  const version = served.state === "known" ? served.watch.model.version : undefined;
  const reading = useReading(reader, image, version);
  const answer = reading.state === "blank" ? null : reading.answer;

  const queries = useQueryClient();
  const onSettled = useCallback(() => {
    void queries.invalidateQueries({ queryKey: modelKey });
  }, [queries]);
  // What is shown while a stroke is being read is of the drawing before it: nobody confirms that unseen.
  const guess = reading.state === "read" ? reading.answer.digit : null;
  const { thanks, problem, closeProblem, teach, confirm } = useTeaching({
    outbox,
    drawing,
    image,
    guess,
    version,
    onSettled,
  });

  useEffect(() => outbox.start(), [outbox]);

  const [keysAreOn, switchKeys] = useShortcutSwitch();
  const onShortcut = useCallback(
    (shortcut: Shortcut) => {
      switch (shortcut.kind) {
        case "teach":
          teach(shortcut.digit);
          break;
        case "confirm":
          confirm();
          break;
        case "clear":
          drawing.dispatch({ type: "cleared" });
          break;
        case "undo":
          drawing.dispatch({ type: "undone" });
          break;
      }
    },
    [teach, confirm, drawing],
  );
  useShortcuts(keysAreOn, onShortcut);

  return (
    <div className={styles.page}>
      <Header />
      <main className={styles.main}>
        <div className={styles.write}>
          <WritingDesk store={drawing} />
        </div>
        <div className={styles.reading}>
          <div className={styles.guess}>
            <Guess reading={reading} blankWords={thanks ?? wordsOfNews(served) ?? texts.read.blank} />
          </div>
          <div className={styles.outputs}>
            <Outputs answer={answer} />
          </div>
        </div>
        <div className={styles.learning}>
          <div className={styles.teach}>
            <Teach
              guess={answer?.digit ?? null}
              problem={problem}
              onConfirm={confirm}
              onTeach={teach}
              onCloseProblem={closeProblem}
            />
            <Waiting outbox={outbox} />
          </div>
          <div className={styles.model}>
            <ModelPanel served={served} />
          </div>
        </div>
      </main>
      <footer>
        <Keys isOn={keysAreOn} onSwitch={switchKeys} />
      </footer>
    </div>
  );
}
