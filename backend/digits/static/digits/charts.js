/** Reads a chart's values out: under the pointer, and by the arrow keys. Without it they stand in the chart's table. */

for (const chart of document.querySelectorAll("[data-chart]")) {
  const value = chart.querySelector(".value");
  for (const drawing of chart.querySelectorAll("svg")) {
    const points = [...drawing.querySelectorAll(".point")];
    if (points.length === 0) continue;
    const read = (point) => {
      value.textContent = point.getAttribute("aria-label");
      for (const other of points) other.classList.toggle("is-read", other === point);
    };
    points.at(-1).setAttribute("tabindex", "0");
    points.forEach((point, number) => {
      point.addEventListener("pointerenter", () => read(point));
      point.addEventListener("focus", () => read(point));
      point.addEventListener("keydown", (event) => {
        const steps = { ArrowRight: number + 1, ArrowLeft: number - 1, Home: 0, End: points.length - 1 };
        const next = points[steps[event.key]];
        if (next === undefined) return;
        event.preventDefault();
        for (const other of points) other.setAttribute("tabindex", other === next ? "0" : "-1");
        next.focus();
      });
    });
  }
}
