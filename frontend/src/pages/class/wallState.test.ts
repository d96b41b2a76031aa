import { describe, expect, it } from "vitest";
import type { Wall } from "../../api/client";
import { prediction, servedModel } from "../../testing/answers";
import { newestId, nextWall } from "./wallState";

const line = (y: number) => [
  [
    [0, 0, 0],
    [0, y, 90],
  ],
];

/** An answer with digits [id, hand], the newest first, and the drawings of those after `after`. */
function answer(digits: readonly (readonly [number, string])[], after = 0): Wall {
  const fresh = digits.filter(([id]) => id > after);
  return {
    address: "http://192.168.1.5:8000/",
    model: servedModel,
    is_frozen: false,
    shows_drawings: true,
    digits: digits.map(([id, hand]) => ({ id, label: 7, hand })),
    drawings: fresh.map(([id]) => ({ id, strokes: line(id) })),
    lit: fresh.length > 0 ? { ...prediction, inside: { pixels: "", hidden: [] } } : null,
  };
}

const placesOf = (wall: ReturnType<typeof nextWall>) =>
  wall.hands.map(({ name, number, digits }) => [number, name, digits.map(({ id }) => id)]);

describe("the wall", () => {
  it("gives each hand a place, in the order in which they came, and keeps it there", () => {
    const first = nextWall(
      undefined,
      answer([
        [3, "a"],
        [2, "b"],
        [1, "a"],
      ]),
    );
    expect(placesOf(first)).toEqual([
      [1, "a", [3, 1]],
      [2, "b", [2]],
    ]);
    const second = nextWall(
      first,
      answer(
        [
          [7, "c"],
          [6, "d"],
          [5, "a"],
          [4, "c"],
          [3, "a"],
          [2, "b"],
          [1, "a"],
        ],
        3,
      ),
    );
    expect(placesOf(second)).toEqual([
      [1, "a", [5, 3, 1]],
      [2, "b", [2]],
      [3, "c", [7, 4]],
      [4, "d", [6]],
    ]);
  });

  it("gives the place of a hand that has gone to the next that comes", () => {
    const first = nextWall(
      undefined,
      answer([
        [2, "b"],
        [1, "a"],
      ]),
    );
    const second = nextWall(
      first,
      answer(
        [
          [3, "c"],
          [2, "b"],
        ],
        2,
      ),
    );
    expect(placesOf(second)).toEqual([
      [1, "c", [3]],
      [2, "b", [2]],
    ]);
  });

  it("keeps the drawings that it has, and asks only for newer ones", () => {
    const first = nextWall(undefined, answer([[1, "a"]]));
    expect([newestId(undefined), newestId(first)]).toEqual([0, 1]);
    const second = nextWall(
      first,
      answer(
        [
          [2, "b"],
          [1, "a"],
        ],
        1,
      ),
    );
    expect(second.hands.map(({ digits }) => digits[0]?.strokes)).toEqual([line(1), line(2)]);
  });

  it("takes down what the server does not name any more, with the light of it", () => {
    const first = nextWall(
      undefined,
      answer([
        [2, "b"],
        [1, "a"],
      ]),
    );
    expect(first.lit).not.toBeNull();
    const withdrawn = nextWall(first, answer([[1, "a"]], 2));
    expect([placesOf(withdrawn), withdrawn.newest?.id, withdrawn.lit]).toEqual([[[1, "a", [1]]], 1, null]);
    const cleared = nextWall(withdrawn, answer([]));
    expect([cleared.hands, cleared.newest, cleared.lit, newestId(cleared)]).toEqual([[], null, null, 0]);
  });

  it("keeps the network lit while nothing new comes", () => {
    const first = nextWall(undefined, answer([[1, "a"]]));
    expect(nextWall(first, answer([[1, "a"]], 1)).lit).toBe(first.lit);
  });

  it("shows a digit without strokes by its picture", () => {
    const one = answer([[1, "a"]]);
    const wall = nextWall(undefined, { ...one, drawings: [{ id: 1, strokes: null }] });
    expect(wall.newest).toEqual({ id: 1, label: 7, strokes: null });
  });
});
