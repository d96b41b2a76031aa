import { useEffect, useState } from "react";
import { handKeyIn, hashOf } from "../../shell/view";

/** Return the key that the address carried, and take it out of the address: the browser's history must not keep it. */
export function useKeyInAddress(): string {
  const [key, setKey] = useState(() => handKeyIn(location.hash) ?? "");
  useEffect(() => {
    const take = () => {
      const carried = handKeyIn(location.hash);
      if (carried === null) return;
      setKey(carried);
      history.replaceState(null, "", hashOf("hand"));
    };
    take();
    window.addEventListener("hashchange", take);
    return () => {
      window.removeEventListener("hashchange", take);
    };
  }, []);
  return key;
}
