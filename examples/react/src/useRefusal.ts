import { useEffect, useRef } from "react";

/** What the client reports; `group` says who refused: the application's own errors are in `user`. */
type Refusal = Error & { group?: string };

type Refusable = { onError(listener: (error: Error) => void): () => void };

/**
 * Hears that an actor does not let us in. Whoever hears it has to disable the connection: React's client would knock again,
 * for ever. Other errors, such as those of a server that starts anew, pass without our help.
 */
export function useRefusal(connection: Refusable | null, refused: (error: Error) => void) {
  const latest = useRef(refused);
  useEffect(() => {
    latest.current = refused;
  }, [refused]);
  useEffect(
    () =>
      connection?.onError((error: Refusal) => {
        if (error.group === "user") {
          latest.current(error);
        }
      }),
    [connection],
  );
}
