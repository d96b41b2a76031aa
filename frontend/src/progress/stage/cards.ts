/** Which of this person's drawings are shown when a version has learned, as a pure function. */

import type { Changes } from "../../api/client";

export type Change = Changes["changed"][number];

/** If there were more, they would be small. */
const nCards = 4;

/** Return the drawings whose reading changed: first those that are read now, then those that are not any more. */
export function cardsOf({ changed }: Changes): readonly Change[] {
  const isRead = ({ label, after }: Change) => after === label;
  const wasRead = ({ label, before }: Change) => before === label;
  return [
    ...changed.filter(isRead),
    ...changed.filter(wasRead),
    ...changed.filter((c) => !isRead(c) && !wasRead(c)),
  ].slice(0, nCards);
}

/** Return the digits that this person would like to write again: read now, and not before. */
export function gainedLabels({ changed }: Changes): readonly number[] {
  return [...new Set(changed.filter(({ label, after }) => after === label).map(({ label }) => label))].sort();
}
