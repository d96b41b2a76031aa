import type { ReactNode } from "react";
import type { Services } from "../../services";
import { texts } from "../../texts";
import { CostPlay, DescentPlay, NeuronPlay } from "./Explorables";
import styles from "./LearnView.module.css";
import { Sandbox } from "./Sandbox";
import { TwoMemoriesPlay } from "./TwoMemoriesPlay";

/** The page that explains the network, from a neuron to why it forgets, with something to try for each idea. */
export default function LearnView({ services }: { services: Services }) {
  const { learn } = texts;
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <h1>{learn.heading}</h1>
      <p className={styles.lead}>{learn.introduction}</p>
      <Chapter {...learn.neuron}>
        <NeuronPlay />
      </Chapter>
      <Chapter {...learn.network} />
      <Chapter {...learn.cost}>
        <CostPlay />
      </Chapter>
      <Chapter {...learn.descent}>
        <DescentPlay />
      </Chapter>
      <Chapter {...learn.backpropagation}>
        <Sandbox services={services} />
      </Chapter>
      <Chapter {...learn.forgetting} />
      <Chapter {...learn.gate} />
      <Chapter {...learn.twoMemories}>
        <TwoMemoriesPlay services={services} />
      </Chapter>
      <p className={styles.source}>{learn.source}</p>
    </main>
  );
}

interface ChapterProps {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly children?: ReactNode;
}

function Chapter({ title, paragraphs, children }: ChapterProps) {
  return (
    <section className={styles.chapter}>
      <h2>{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {children}
    </section>
  );
}
