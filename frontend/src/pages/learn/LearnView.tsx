import { useEffect, type ReactNode } from "react";
import type { Services } from "../../services";
import { usePlace } from "../../shell/usePlace";
import { hashOf, wallHash } from "../../shell/view";
import { learn } from "../../texts/learn";
import { CarriedThrough } from "./CarriedThrough";
import { CostPlay, DescentPlay, NeuronPlay } from "./Explorables";
import { ForgettingQuestion } from "./ForgettingQuestion";
import { FromNothing } from "./FromNothing";
import { LearnFigure, type Part } from "./LearnFigure";
import styles from "./LearnView.module.css";
import { PredictThenSee } from "./PredictThenSee";
import { Sandbox } from "./Sandbox";
import { TwoMemoriesPlay } from "./TwoMemoriesPlay";

interface Props {
  readonly services: Services;
  readonly version: number | undefined;
}

/** The page that explains the network, from a neuron to what is kept, with something to try in most chapters. */
export default function LearnView({ services, version }: Props) {
  const { part } = usePlace();
  useChapter(part);
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <h1>{learn.heading}</h1>
      <p className={styles.lead}>{learn.introduction}</p>
      <Questions />
      <Chapter id="neuron" figure="neuron" {...learn.neuron}>
        <NeuronPlay />
      </Chapter>
      <Chapter id="network" figure="network" {...learn.network}>
        <PredictThenSee {...learn.network.predict} />
      </Chapter>
      <Chapter id="carried" {...learn.carried}>
        <CarriedThrough services={services} version={version} />
      </Chapter>
      <Chapter id="cost" figure="cost" {...learn.cost}>
        <CostPlay />
      </Chapter>
      <Chapter id="descent" figure="descent" {...learn.descent}>
        <DescentPlay />
      </Chapter>
      <Chapter id="backpropagation" figure="backpropagation" {...learn.backpropagation}>
        <ForgettingQuestion services={services} version={version} />
        <Sandbox services={services} version={version} />
      </Chapter>
      <Chapter id="forgetting" figure="forgetting" {...learn.forgetting} />
      <Chapter id="fromNothing" figure="fromNothing" {...learn.fromNothing}>
        <FromNothing services={services} version={version} />
      </Chapter>
      <Chapter id="gate" figure="gate" {...learn.gate}>
        <p>
          <a href={hashOf("history")}>{learn.gate.link}</a>
        </p>
      </Chapter>
      <Chapter id="twoMemories" figure="twoMemories" {...learn.twoMemories}>
        <TwoMemoriesPlay services={services} version={version} />
      </Chapter>
      <Chapter id="kept" figure="kept" {...learn.kept}>
        <p>
          <a href={hashOf("hand")}>{learn.kept.link}</a>
        </p>
      </Chapter>
      <Sources />
    </main>
  );
}

/** Bring the chapter or the question of the address into sight, and the focus to it. */
function useChapter(part: string): void {
  useEffect(() => {
    if (part === "") return undefined;
    let frame = 0;
    function show() {
      // One frame later, because `arrive` scrolls to the top.
      frame = requestAnimationFrame(() => {
        const chapter = document.getElementById(chapterId(part));
        chapter?.scrollIntoView();
        chapter?.focus({ preventScroll: true });
      });
    }
    // A link to where one is already changes no address.
    function showAgain({ target, ctrlKey, metaKey, shiftKey }: MouseEvent) {
      const link = target instanceof Element ? target.closest("a") : null;
      const opensAnother = ctrlKey || metaKey || shiftKey; // a tab or a window
      if (link?.href === location.href && !opensAnother) show();
    }
    show();
    document.addEventListener("click", showAgain);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("click", showAgain);
    };
  }, [part]);
}

const chapterId = (part: string) => `learn-${part}`;

/** The six questions that people ask most, each answered in a sentence or two. */
function Questions() {
  return (
    <section
      className={styles.questions}
      id={chapterId("questions")}
      tabIndex={-1}
      aria-labelledby="questions"
    >
      <h2 id="questions">{learn.questionsHeading}</h2>
      <dl>
        {learn.questions.map(({ question, answer, chapter }) => (
          <div key={question} id={chapterId(`question-${chapter}`)} tabIndex={-1}>
            <dt>
              <a href={hashOf("learn", chapter)}>{question}</a>
            </dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={hashOf("learn", "lesson")}>{learn.lessonLink}</a>
      </p>
      <p>
        <a href={wallHash}>{learn.wallLink}</a>
      </p>
    </section>
  );
}

interface ChapterProps {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly figure?: Part;
  readonly children?: ReactNode;
}

function Chapter({ id, title, paragraphs, figure, children }: ChapterProps) {
  return (
    <section
      className={styles.chapter}
      id={chapterId(id)}
      tabIndex={-1}
      aria-labelledby={`${chapterId(id)}-title`}
    >
      <div className={styles.text}>
        <h2 id={`${chapterId(id)}-title`}>
          <a href={hashOf("learn", id)}>{title}</a>
        </h2>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      {figure !== undefined && <LearnFigure part={figure} />}
      {children !== undefined && <div className={styles.play}>{children}</div>}
    </section>
  );
}

function Sources() {
  return (
    <section className={styles.source} aria-labelledby="sources">
      <h2 id="sources">{learn.sources.heading}</h2>
      <ul>
        {learn.sources.list.map(([source, address]) => (
          <li key={address}>
            <a href={address} rel="noreferrer">
              {source}
            </a>
          </li>
        ))}
      </ul>
      <p>{learn.sources.code}</p>
    </section>
  );
}
