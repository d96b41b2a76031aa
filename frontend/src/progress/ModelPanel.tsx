import { pollIdle_ms, progressOf, type ModelWatch } from "../api/modelWatch";
import { texts } from "../texts";
import { Accuracies } from "./Accuracies";
import styles from "./ModelPanel.module.css";
import { Seal } from "./Seal";
import type { Served } from "./useServedModel";

/** The served version and how well it reads, and how many digits the next one still needs. */
export function ModelPanel({ served }: { served: Served }) {
  switch (served.state) {
    case "loading":
      return <Unknown words={texts.model.loading} />;
    case "away":
      return <Unknown words={texts.model.awayAtFirst(pollIdle_ms / 1000)} />;
    case "known":
      return <Known {...served} />;
  }
}

function Unknown({ words }: { words: string }) {
  return (
    <div className={styles.panel}>
      <p role="status">{words}</p>
    </div>
  );
}

function Known({ watch, isAwaited, isStale }: Extract<Served, { state: "known" }>) {
  const { model, news } = watch;
  const progress = progressOf(model);
  return (
    <div className={styles.panel}>
      <div className={styles.who}>
        <Seal model={model} />
        <div>
          {/* Not read aloud: in a class a version comes every few seconds. One's own news is said beside the guess. */}
          <h3>
            {news.kind === "none" || news.kind === "kept"
              ? texts.model.reading(model.version)
              : texts.model.nowReading(model.version)}
          </h3>
          <p>{statusText(watch, isAwaited)}</p>
          {progress !== null && <ProgressBar progress={progress} />}
          {isStale && <p className={styles.stale}>{texts.model.away}</p>}
        </div>
      </div>
      <Accuracies model={model} />
    </div>
  );
}

function ProgressBar({ progress }: { progress: number }) {
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={texts.model.trainingLabel}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={progress}
    >
      <span style={{ transform: `scaleX(${progress})` }} />
    </div>
  );
}

function statusText({ model, news }: ModelWatch, isAwaited: boolean): string {
  if (model.is_pinned) return texts.model.paused;
  if (model.is_training) return texts.model.training(model.progress);
  if (isAwaited) return texts.model.awaited(model.retrain_at);
  const counting = texts.model.counting(model.new_digits, model.retrain_at);
  if (news.kind === "returned") return `${texts.hand.news.returned(news.version, news.undone)} ${counting}`;
  return news.kind === "kept" ? `${texts.model.kept(model.version)} ${counting}` : counting;
}
