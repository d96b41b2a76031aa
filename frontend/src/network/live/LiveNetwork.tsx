import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Api, Prediction } from "../../api/client";
import { weightsQuery } from "../../api/queries";
import { onOtherColours } from "../../styles/colourChanges";
import { insideOf, liveLinks, strongestLinks, type Links } from "../links";
import { networkOf, type Network } from "../network";
import { approach, nothingShown, type Aim, type Shown } from "./light";
import styles from "./LiveNetwork.module.css";
import { paintNetwork, type Colours } from "./paintNetwork";

interface Props {
  readonly api: Api;
  readonly version: number | undefined;
  readonly answer: Prediction | null;
  /** The digit whose way is painted in its own colour; null where none is read. */
  readonly guess: number | null;
}

interface Scene {
  /** The light as it is now, which moves towards the aim. */
  readonly shown: Shown;
  readonly aimOf: () => Aim;
  readonly guess: number | null;
}

const noLinks: Links = { toHidden: [], toOutput: [] };
const dark: Aim = { inside: null, outputs: [], links: noLinks };
/** The number of hidden units drawn until the weights have been loaded: that of the network that ships. */
const usualHidden = 30;

/**
 * The network: what it sees, its hidden units, its ten outputs, and its strongest connections: those that carry the
 * drawing, or the strongest of all on a blank sheet.
 */
export function LiveNetwork({ api, version, answer, guess }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { data } = useQuery({ ...weightsQuery(api, version ?? 0), enabled: version !== undefined });
  const network = useMemo(() => (data === undefined ? null : networkOf(data)), [data]);

  const scene = useRef<Scene>({ shown: nothingShown(usualHidden), aimOf: () => dark, guess: null });
  const show = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (ref.current === null) return undefined;
    const showing = keepShowing(ref.current, () => scene.current);
    show.current = showing.show;
    return showing.end;
  }, []);
  useEffect(() => {
    const nHidden = network?.nHidden ?? usualHidden;
    const { shown } = scene.current;
    // Computed with the next frame, so that the guess does not wait for its picture.
    let aim: Aim | null = null;
    scene.current = {
      shown: shown.hidden.length === nHidden ? shown : nothingShown(nHidden),
      aimOf: () => (aim ??= aimOf(network, answer)),
      guess,
    };
    show.current?.();
  }, [network, answer, guess]);

  return <canvas ref={ref} className={styles.figure} aria-hidden="true" />;
}

function aimOf(network: Network | null, answer: Prediction | null): Aim {
  const inside = answer?.inside === undefined ? null : insideOf(answer.inside);
  return { inside, outputs: answer?.confidences ?? [], links: linksOf(network, inside) };
}

function linksOf(network: Network | null, inside: Aim["inside"]): Links {
  if (network === null) return noLinks;
  return inside === null ? strongestLinks(network) : liveLinks(network, inside);
}

/** Paint frame by frame until nothing moves any more; again when `show` is called, and on other sizes and colours. */
function keepShowing(canvas: HTMLCanvasElement, scene: () => Scene): { show: () => void; end: () => void } {
  let frame = 0;
  let before_ms = performance.now();
  let colours: Colours | null = null;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function showFrame(now_ms: number): void {
    const { shown, aimOf, guess } = scene();
    // After a rest the last frame is long ago: every frame moves by at most 50 ms.
    const elapsed_ms = isStill ? Infinity : Math.min(50, Math.max(0, now_ms - before_ms));
    const isMoving = approach(shown, aimOf(), elapsed_ms);
    before_ms = now_ms;
    paint(canvas, (context, size) => {
      paintNetwork(context, size, shown, guess, (colours ??= coloursOf(canvas)));
    });
    frame = isMoving ? requestAnimationFrame(showFrame) : 0;
  }

  function show(): void {
    if (frame === 0) frame = requestAnimationFrame(showFrame);
  }

  function showAnew(): void {
    colours = null;
    show();
  }

  const sizes = new ResizeObserver(showAnew);
  const forgetColours = onOtherColours(showAnew);
  sizes.observe(canvas);
  show();
  return {
    show,
    end: () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      forgetColours();
    },
  };
}

function paint(
  canvas: HTMLCanvasElement,
  with_: (context: CanvasRenderingContext2D, size: { width: number; height: number }) => void,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const [wide, high] = [width, height].map((length) => Math.round(length * devicePixelRatio));
  if (wide === undefined || high === undefined) return;
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  with_(context, { width, height });
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: colour("--figure-ground"),
    ink: colour("--figure-ink"),
    line: colour("--figure-line"),
    guess: colour("--figure-guess"),
  };
}
