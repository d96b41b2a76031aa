import { useQuery } from "@tanstack/react-query";
import type { Api } from "../../api/client";
import { unwrap } from "../../api/unwrap";
import { texts } from "../../texts";
import styles from "./WallView.module.css";

/** The newest versions that are shown. If there were more, they would not fit under the ring. */
const nShown = 8;

interface Props {
  readonly api: Api;
  readonly version: number;
  /** Asked anew when a training has begun or ended. */
  readonly isTraining: boolean;
}

/** Version after version: which took over, and which was not taken. */
export function Versions({ api, version, isTraining }: Props) {
  const { data } = useQuery({
    queryKey: ["wall versions", version, isTraining],
    queryFn: async () => (await unwrap(api.versions(nShown, null))).results,
    networkMode: "always",
    placeholderData: (before) => before,
  });
  const ended = (data ?? []).filter(({ status }) => status === "promoted" || status === "rejected");
  return (
    <ol className={styles.versions} aria-label={texts.wall.versions}>
      {ended.toReversed().map(({ version: number, status }) => (
        <li
          key={number}
          className={
            number === version ? styles.reading : status === "rejected" ? styles.rejected : undefined
          }
          aria-label={status === "promoted" ? texts.wall.took(number) : texts.wall.kept(number)}
        >
          {number}
        </li>
      ))}
    </ol>
  );
}
