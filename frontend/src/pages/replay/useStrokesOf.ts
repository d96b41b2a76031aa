import { useQuery } from "@tanstack/react-query";
import type { Api, Digit, PenStrokes } from "../../api/client";
import { strokesQuery } from "../../api/queries";

/** Return what the pen did for a digit; null where it was sent as a picture, or is on the way. */
export function useStrokesOf(api: Api, digit: Pick<Digit, "id" | "has_strokes"> | null): PenStrokes | null {
  const { data } = useQuery({ ...strokesQuery(api, digit?.id ?? 0), enabled: digit?.has_strokes === true });
  return data ?? null;
}
