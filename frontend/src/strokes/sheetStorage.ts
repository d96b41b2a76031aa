/** Keeps the sheet in the storage of this tab, so that a reload loses no drawing. */

import { storageName } from "../storageName";
import { blankSheet, isBlank, sheetOf, type Sheet } from "./drawing";
import type { DrawingStore } from "./drawingStore";
import { parseSheet } from "./parseSheet";

const name = "sheet";

/** Restore the sheet, and keep every finished stroke from now on; return a function that ends this. */
export function keepSheet(store: DrawingStore, open: () => Storage): () => void {
  const kept = load(open);
  if (!isBlank(kept) && isBlank(store.get())) store.dispatch({ type: "replaced", sheet: kept });
  let newest = sheetOf(store.get());
  return store.subscribe(() => {
    const { finished, photo } = store.get();
    if (finished === newest.finished && photo === newest.photo) return;
    newest = { finished, photo };
    save(open, newest);
  });
}

function load(open: () => Storage): Sheet {
  try {
    return parseSheet(open().getItem(storageName(name)) ?? "") ?? blankSheet;
  } catch {
    return blankSheet;
  }
}

function save(open: () => Storage, sheet: Sheet): void {
  try {
    if (isBlank(sheet)) open().removeItem(storageName(name));
    else open().setItem(storageName(name), JSON.stringify(sheet));
  } catch {
    // Storage may be forbidden or full: then the drawing ends with the page.
  }
}
