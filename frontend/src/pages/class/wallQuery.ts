import { queryOptions } from "@tanstack/react-query";
import type { Api } from "../../api/client";
import { unwrap, type ApiError } from "../../api/unwrap";
import { newestId, nextWall, type WallState } from "./wallState";

const wallKey = ["wall"] as const;

/** If larger, a digit comes to the wall later; if smaller, the server answers more often. */
const poll_ms = 250;

/** The wall, asked for again and again, also in a window that nobody looks at: a projector may show another one. */
export function wallQuery(api: Api) {
  return queryOptions<WallState, ApiError, WallState, typeof wallKey>({
    queryKey: wallKey,
    queryFn: async ({ client }) => {
      const before = client.getQueryData<WallState>(wallKey);
      return nextWall(before, await unwrap(api.wall(newestId(before))));
    },
    refetchInterval: poll_ms,
    refetchIntervalInBackground: true,
    networkMode: "always",
    retry: false,
    structuralSharing: false,
  });
}
