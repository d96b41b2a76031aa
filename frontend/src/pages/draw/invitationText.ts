import { texts } from "../../texts";
import type { GhostState } from "./ghost";

/** Return what the blank sheet says: the digit to write again, the one that is wanted, or just where to write. */
export function invitationText(again: number | null, wanted: number | null, ghost: GhostState): string {
  if (again !== null) return texts.stage.writeAgain(again);
  if (wanted !== null) return texts.write.wanted(wanted);
  return ghost === "ended" ? texts.ghost.nowYou : texts.write.invitation;
}
