import { learn } from "../../texts/learn";
import styles from "./LearnFigure.module.css";

export type Part = keyof typeof learn.figures;

const inputs = Array.from({ length: 7 }, (_, i) => ({ x: 24, y: 30 + i * 24 }));
const hidden = Array.from({ length: 5 }, (_, i) => ({ x: 140, y: 34 + i * 34 }));
const outputs = Array.from({ length: 10 }, (_, i) => ({ x: 250, y: 14 + i * 19.5 }));
type Node = (typeof inputs)[number];

/** Which connections and nodes a chapter speaks of. */
const lit: Record<
  Part,
  { hidden: readonly number[]; outputs: readonly number[]; in: boolean; out: boolean }
> = {
  neuron: { hidden: [2], outputs: [], in: true, out: false },
  network: { hidden: [0, 1, 2, 3, 4], outputs: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], in: true, out: true },
  cost: { hidden: [], outputs: [7], in: false, out: false },
  descent: { hidden: [2], outputs: [7], in: false, out: true },
  backpropagation: { hidden: [0, 1, 2, 3, 4], outputs: [7], in: true, out: true },
  forgetting: { hidden: [1, 3], outputs: [4, 7], in: false, out: true },
  fromNothing: { hidden: [], outputs: [], in: false, out: false },
  gate: { hidden: [0, 1, 2, 3, 4], outputs: [], in: false, out: false },
  twoMemories: { hidden: [], outputs: [1, 7], in: false, out: false },
  kept: { hidden: [], outputs: [], in: false, out: false },
};

/** The network, drawn small; the parts that a chapter speaks of stand out. */
export function LearnFigure({ part }: { part: Part }) {
  const of = lit[part];
  const isBackwards = part === "backpropagation";
  return (
    <figure className={styles.figure}>
      <svg viewBox="0 0 372 210" role="img" aria-label={learn.figures[part]}>
        {hidden.map((node, j) => (
          <g key={j}>
            {inputs.map((input, i) => (
              <Line key={i} from={input} to={node} isLit={of.in && of.hidden.includes(j)} />
            ))}
            {outputs.map((output, k) => (
              <Line
                key={k}
                from={node}
                to={output}
                isLit={of.out && of.hidden.includes(j) && of.outputs.includes(k)}
              />
            ))}
          </g>
        ))}
        {inputs.map((node, i) => (
          <Dot key={i} node={node} r={5} isLit={of.in} />
        ))}
        {hidden.map((node, j) => (
          <Dot key={j} node={node} r={9} isLit={of.hidden.includes(j)} />
        ))}
        {outputs.map((node, k) => (
          <g key={k}>
            <Dot node={node} r={6} isLit={of.outputs.includes(k)} />
            <text
              className={of.outputs.includes(k) ? styles.label : styles.faint}
              x={node.x + 11}
              y={node.y + 5}
            >
              {k}
            </text>
          </g>
        ))}
        <path
          className={isBackwards ? styles.back : styles.forth}
          d={isBackwards ? "M300 205H20l8-4m-8 4l8 4" : "M20 205H300l-8-4m8 4l-8 4"}
        />
        {part === "twoMemories" && (
          <g className={styles.own}>
            <rect x="284" y="20" width="84" height="44" rx="5" />
            <path d="M284 42H274m4-3l-4 3l4 3" />
            <text x="326" y="39" textAnchor="middle">
              {learn.ownMemory[0]}
            </text>
            <text x="326" y="53" textAnchor="middle">
              {learn.ownMemory[1]}
            </text>
          </g>
        )}
      </svg>
      <figcaption>{learn.figures[part]}</figcaption>
    </figure>
  );
}

function Line({ from, to, isLit }: { from: Node; to: Node; isLit: boolean }) {
  return <path className={isLit ? styles.line : styles.pale} d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />;
}

function Dot({ node: { x, y }, r, isLit }: { node: Node; r: number; isLit: boolean }) {
  return <circle className={isLit ? styles.lit : styles.dot} cx={x} cy={y} r={r} />;
}
