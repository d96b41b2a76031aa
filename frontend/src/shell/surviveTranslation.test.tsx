import { render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { surviveTranslation } from "./surviveTranslation";

// eslint-disable-next-line @typescript-eslint/unbound-method -- put back as they are
const { removeChild, insertBefore } = Node.prototype;

afterEach(() => {
  Object.assign(Node.prototype, { removeChild, insertBefore });
});

/** Do to each text what Chrome's translator does: an element of its own takes its place. */
function translate(root: Element): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: ChildNode[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) {
    const font = document.createElement("span");
    font.textContent = text.textContent;
    text.replaceWith(font);
  }
}

function Words({ n }: { n: number }) {
  return (
    <p>
      {n > 1 && `${n} digits`} {n > 2 && "and more"}
      {n === 1 && <b>one</b>} in all
    </p>
  );
}

it("changes its words although a browser has translated them", () => {
  surviveTranslation();
  const { container, rerender } = render(<Words n={3} />);
  translate(container);
  expect(() => {
    for (const n of [1, 2, 0, 3]) rerender(<Words n={n} />);
  }).not.toThrow();
});

it("leaves the page as it is where nothing is translated", () => {
  surviveTranslation();
  const { container, rerender } = render(<Words n={3} />);
  rerender(<Words n={1} />);
  expect(container).toHaveTextContent("one in all");
  rerender(<Words n={2} />);
  expect(container).toHaveTextContent("2 digits in all");
});
