/** What is shown of this person's drawings when a version has learned, and which labels are offered to be written. */

import type { Changes } from "../../api/client";

export type Change = Changes["changed"][number];

/** If there were more, they would be small. */
const nCards = 4;

/**
 * Return at most `nCards` of the drawings whose reading changed: first those that are read now, then those that are not
 * any more, then those that are misread as another digit.
 */
export function cardsOf({ changed }: Changes): readonly Change[] {
  const isRead = ({ label, after }: Change) => after === label;
  const wasRead = ({ label, before }: Change) => before === label;
  return [
    ...changed.filter(isRead),
    ...changed.filter(wasRead),
    ...changed.filter((c) => !isRead(c) && !wasRead(c)),
  ].slice(0, nCards);
}

/** Return the labels of drawings that are read now and were not before, ascending; the page offers the first. */
export function gainedLabels({ changed }: Changes): readonly number[] {
  return [...new Set(changed.filter(({ label, after }) => after === label).map(({ label }) => label))].sort();
}
