import { usePlace } from "./usePlace";
import type { View } from "./view";

export function useView(): View {
  return usePlace().view;
}
