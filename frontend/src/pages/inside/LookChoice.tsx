import { texts } from "../../texts";
import type { Look } from "./useNetworks";

interface Props {
  readonly look: Look;
  /** Versions to compare with. */
  readonly versions: readonly number[];
  readonly onLook: (look: Look) => void;
}

/** The choice of what the units' pictures show. */
export function LookChoice({ look, versions, onLook }: Props) {
  const named = typeof look === "object" ? look.since : null;
  // A version that an address names is a choice, too, before the list of versions has come.
  const listed = named === null || versions.includes(named) ? versions : [named, ...versions];
  return (
    <label>
      {texts.inside.show}{" "}
      <select
        value={typeof look === "object" ? look.since : look}
        onChange={({ currentTarget: { value } }) => {
          onLook(value === "patterns" || value === "weights" ? value : { since: Number(value) });
        }}
      >
        <option value="patterns">{texts.inside.looks.patterns}</option>
        <option value="weights">{texts.inside.looks.weights}</option>
        {listed.map((earlier) => (
          <option key={earlier} value={earlier}>
            {texts.inside.looks.since(earlier)}
          </option>
        ))}
      </select>
    </label>
  );
}
