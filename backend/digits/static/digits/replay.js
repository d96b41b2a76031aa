/**
 * Writes the ink of a drawing again, stroke by stroke, as fast as it was written, within bounds. Where less motion is
 * asked for, the ink stands still and each stroke has its number at its beginning.
 */

const SHORTEST_MS = 600; // a dot is seen, too
const LONGEST_MS = 4000; // a drawing with long pauses is replayed faster
const less = matchMedia("(prefers-reduced-motion: reduce)");
const running = new Map(); // of each drawing, the number of its frame
const known = new WeakMap();

/** Replays each drawing within an element, and returns how many there are. */
export function replay(within) {
  const inks = [...within.querySelectorAll("svg.ink")];
  for (const ink of inks) write(ink);
  return inks.length;
}

/** Shows the pictures within an element again, as the network sees them. */
export function still(within) {
  for (const ink of within.querySelectorAll("svg.ink.is-shown")) {
    stop(ink);
    ink.classList.remove("is-shown", "is-numbered");
  }
}

function write(ink) {
  stop(ink);
  ink.classList.add("is-shown");
  ink.classList.toggle("is-numbered", less.matches);
  if (less.matches) return;
  const strokes = strokesOf(ink);
  const end = strokes.at(-1).times.at(-1);
  const duration = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, end));
  const began = performance.now();
  const draw = (now) => {
    const share = Math.min(1, Math.max(0, (now - began) / duration));
    for (const { line, points, times } of strokes) {
      const n = share === 1 ? points.length : times.filter((time) => time <= share * end).length;
      line.setAttribute("points", points.slice(0, n).join(" "));
    }
    if (share < 1) running.set(ink, requestAnimationFrame(draw));
    else running.delete(ink);
  };
  draw(began);
}

function stop(ink) {
  cancelAnimationFrame(running.get(ink));
  running.delete(ink);
  for (const { line, points } of strokesOf(ink)) line.setAttribute("points", points.join(" "));
}

function strokesOf(ink) {
  if (!known.has(ink)) {
    const strokes = [...ink.querySelectorAll("polyline")].map((line) => ({
      line,
      points: line.getAttribute("points").split(" "),
      times: line.dataset.times.split(" ").map(Number),
    }));
    known.set(ink, strokes);
  }
  return known.get(ink);
}

for (const button of document.querySelectorAll("button.replay")) {
  button.hidden = false;
  button.addEventListener("click", () => replay(button.closest(".drawn, figure")));
}
