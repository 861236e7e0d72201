import type { ActorConnStatus } from "@rivetkit/react";
import { useEffect, useRef } from "react";

/**
 * Does something each time a connection is open, also after it was lost: nobody knows what happened meanwhile. If the
 * connection goes again before it is done, the next time will do it.
 */
export function useConnected<C>(connection: C | null, status: ActorConnStatus, load: (connection: C) => Promise<void>) {
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  }, [load]);
  useEffect(() => {
    if (connection && status === "connected") {
      latest.current(connection).catch((error: unknown) => console.debug("Not loaded", error));
    }
  }, [connection, status]);
}
