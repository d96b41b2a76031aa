/** A verified drawing on its way from the sheet into the ring of the next ten. */

import styles from "./flight.module.css";

/** How long a flight takes. If longer, it is still under way when the next digit is begun. */
const duration_ms = 650;

/** Let what lies on the sheet fly into the ring that is seen. Nothing flies where people want no motion. */
export function flyIntoRing(sheet: HTMLCanvasElement): void {
  const ring = [...document.querySelectorAll("[data-ring]")].find((candidate) => isOnScreen(candidate));
  if (ring === undefined || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const copy = copyOf(sheet);
  document.body.append(copy);
  const [from, to] = [sheet.getBoundingClientRect(), ring.getBoundingClientRect()];
  const [x, y] = [to.left + to.width / 2, to.top + to.height / 2];
  const way = `translate(${x - from.left - from.width / 2}px, ${y - from.top - from.height / 2}px)`;
  const landed = [
    { transform: "none" },
    { transform: `${way} scale(${to.width / from.width / 2})`, opacity: 0.4 },
  ];
  copy.animate(landed, { duration: duration_ms, easing: "ease-in" }).onfinish = () => {
    copy.remove();
  };
}

function isOnScreen(element: Element): boolean {
  const { width, top, bottom } = element.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < innerHeight;
}

function copyOf(sheet: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [sheet.width, sheet.height];
  copy.getContext("2d")?.drawImage(sheet, 0, 0);
  copy.className = styles.flying ?? "";
  copy.dataset.flying = "";
  copy.setAttribute("aria-hidden", "true");
  const { left, top, width, height } = sheet.getBoundingClientRect();
  Object.assign(copy.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  return copy;
}
