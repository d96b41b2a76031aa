import { digits } from "../../digits";
import { texts } from "../../texts";
import { linksToOutputs, linksToUnit } from "../../network/links";
import type { Network } from "../../network/network";
import styles from "./NetworkFigure.module.css";

interface Props {
  readonly network: Network;
  /** The 28×28 that the network gets, as an address and as bytes; null where nothing is drawn. */
  readonly picture: string | null;
  readonly pixels: Uint8Array | null;
  readonly activations: readonly number[] | null;
  /** The ten outputs, 0–1. */
  readonly outputs: readonly number[] | null;
  readonly unit: number;
  readonly digit: number;
  readonly off: ReadonlySet<number>;
  readonly onUnit: (unit: number) => void;
  readonly onDigit: (digit: number) => void;
}

const width = 560;
const height = 312;
/** The picture is drawn 6 units of the SVG for each of its 28 pixels. */
const pixel = 6;
const pictureTop = (height - 28 * pixel) / 2;
const unitX = 326;
const outputX = 500;
/** More lines would be a tangle, fewer would hide what speaks against a digit. */
const nToOutputs = 36;
/** Lines from the pixels that say most to the chosen unit. */
const nToUnit = 14;

/** The height that each hidden unit has, however many there are: together they fill the figure. */
const unitHeight = ({ nHidden }: Network) => (height - 2) / nHidden;
const unitY = (network: Network, unit: number) => 1 + (unit + 0.5) * unitHeight(network);
const outputY = (digit: number) => 16 + digit * ((height - 32) / 9);
const pixelPoint = (input: number) =>
  [((input % 28) + 0.5) * pixel, pictureTop + (Math.floor(input / 28) + 0.5) * pixel] as const;

/** The whole network: 28 × 28 pixels, thirty units, ten outputs, and the connections that carry most just now. */
export function NetworkFigure(props: Props) {
  const { network, picture, pixels, activations, outputs, unit, digit, off, onUnit, onDigit } = props;
  const best = outputs === null ? null : outputs.indexOf(Math.max(...outputs));
  return (
    <svg
      className={styles.figure}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={texts.inside.figure(best)}
    >
      <rect className={styles.slate} x="0" y={pictureTop} width={28 * pixel} height={28 * pixel} rx="4" />
      {picture !== null && (
        <image
          className={styles.pixels}
          href={picture}
          y={pictureTop}
          width={28 * pixel}
          height={28 * pixel}
        />
      )}
      {pixels !== null && <PixelLines network={network} pixels={pixels} unit={unit} />}
      {activations !== null && <OutputLines network={network} activations={activations} digit={digit} />}
      {Array.from({ length: network.nHidden }, (_, i) => (
        <g key={i}>
          <circle
            className={unitClass(i, unit, off)}
            cx={unitX}
            cy={unitY(network, i)}
            r={Math.min(4.6, 0.45 * unitHeight(network))}
            style={{ fillOpacity: activations?.[i] ?? 0 }}
          />
          <rect
            className={styles.touch}
            x={unitX - 14}
            y={unitY(network, i) - unitHeight(network) / 2}
            width="28"
            height={unitHeight(network)}
            onClick={() => {
              onUnit(i);
            }}
          />
        </g>
      ))}
      {digits.map((output) => (
        <g
          key={output}
          className={styles.output}
          onClick={() => {
            onDigit(output);
          }}
        >
          <circle
            className={output === digit ? styles.chosen : styles.unit}
            cx={outputX}
            cy={outputY(output)}
            r="11"
            style={{ fillOpacity: outputs?.[output] ?? 0 }}
          />
          <text
            className={output === best ? styles.best : styles.label}
            x={outputX + 20}
            y={outputY(output) + 6}
          >
            {output}
          </text>
        </g>
      ))}
      {texts.inside.layers.map((name, i) => (
        <text
          key={name}
          className={styles.name}
          x={[0, unitX - 16, outputX - 16][i]}
          y={[pictureTop - 8, 12, 12][i]}
          textAnchor={i === 0 ? "start" : "end"}
        >
          {name}
        </text>
      ))}
    </svg>
  );
}

/** Lines from the pixels that say most to one unit: for it and against it. */
function PixelLines({ network, pixels, unit }: { network: Network; pixels: Uint8Array; unit: number }) {
  return linksToUnit(network, pixels, unit, nToUnit).map(({ from, value, strength }) => {
    const [x, y] = pixelPoint(from);
    return (
      <path
        key={from}
        className={value < 0 ? styles.against : styles.for}
        d={`M${x} ${y}L${unitX - 5} ${unitY(network, unit)}`}
        style={{ strokeOpacity: 0.15 + 0.6 * strength }}
      />
    );
  });
}

/** Lines from the units that say most to the outputs. Those to the chosen output are drawn full, the others faintly. */
function OutputLines({
  network,
  activations,
  digit,
}: {
  network: Network;
  activations: readonly number[];
  digit: number;
}) {
  return linksToOutputs(network, activations, nToOutputs).map(({ from, to, value, strength }) => (
    <path
      key={`${from} ${to}`}
      className={value < 0 ? styles.against : styles.for}
      d={`M${unitX + 5} ${unitY(network, from)}L${outputX - 11} ${outputY(to)}`}
      style={{ strokeOpacity: (to === digit ? 0.9 : 0.25) * strength, strokeWidth: 0.5 + 2 * strength }}
    />
  ));
}

function unitClass(i: number, chosen: number, off: ReadonlySet<number>): string | undefined {
  if (off.has(i)) return styles.off;
  return i === chosen ? styles.chosen : styles.unit;
}
