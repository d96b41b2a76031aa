import { Seal } from "./Seal";
import type { Served } from "./useServedModel";

/** The ring of the next ten for the head of the page; nothing until the server has answered. */
export function HeaderRing({ served }: { served: Served }) {
  if (served.state !== "known") return null;
  const { version, new_digits, retrain_at, is_training, progress } = served.watch.model;
  return (
    <Seal
      version={version}
      nNew={new_digits}
      retrainAt={retrain_at}
      progress={is_training ? (progress ?? 0) : null}
    />
  );
}
