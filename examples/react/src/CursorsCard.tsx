import { type CSSProperties, type PointerEvent, useRef, useState } from "react";
import { Card } from "./Card";
import { useActor } from "./dowel";
import type { Pointer } from "./dowel-types";
import { colorOf } from "./names";
import { useConnected } from "./useConnected";

type Place = { x: number; y: number } | null;

/** A board on which everybody sees where the others point. */
export function CursorsCard({ room, name }: { room: string; name: string }) {
  const board = useActor({ name: "cursors", key: room, params: { name } });
  const [me, setMe] = useState("");
  const [pointers, setPointers] = useState<Pointer[]>([]);
  // Where we point. Only the newest place matters, so there is one call at a time and no queue.
  const place = useRef<Place>(null);
  const calling = useRef(false);

  board.useEvent("moved", (moved) => setPointers((all) => [...all.filter((other) => other.id !== moved.id), moved]));
  board.useEvent("left", (id) => setPointers((all) => all.filter((other) => other.id !== id)));
  useConnected(board.connection, board.connStatus, async (connection) => {
    const [id, everybody] = await Promise.all([connection.whoAmI(), connection.everybody()]);
    setMe(id);
    setPointers(everybody);
    if (place.current) {
      await connection.moveTo(place.current.x, place.current.y);
    }
  });

  async function point(next: Place) {
    place.current = next;
    if (calling.current || board.connStatus !== "connected") {
      return;
    }
    calling.current = true;
    try {
      let told: Place | undefined;
      while (told !== place.current) {
        told = place.current;
        await (told ? board.connection?.moveTo(told.x, told.y) : board.connection?.leave());
      }
    } catch (error) {
      console.debug("Not told", error); // The connection is gone; the next one begins with the newest place.
    } finally {
      calling.current = false;
    }
  }

  function move(event: PointerEvent) {
    const area = event.currentTarget.getBoundingClientRect();
    void point({ x: (event.clientX - area.left) / area.width, y: (event.clientY - area.top) / area.height });
  }

  const others = pointers.filter((pointer) => pointer.id !== me);
  return (
    <Card
      title="Cursors"
      about="Where you point is state of your connection: gone when you leave."
      area="cursors"
      status={board.connStatus}
    >
      <div className="board" onPointerMove={move} onPointerLeave={() => void point(null)}>
        {others.length === 0 && <p className="hint">Point here in another window.</p>}
        {others.map((pointer) => (
          <Arrow key={pointer.id} pointer={pointer} />
        ))}
      </div>
    </Card>
  );
}

function Arrow({ pointer }: { pointer: Pointer }) {
  const style = { left: `${pointer.x * 100}%`, top: `${pointer.y * 100}%`, "--own": colorOf(pointer.name) };
  return (
    <div className="arrow" style={style as CSSProperties}>
      <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
        <path d="M1 1l5.2 13 2-5.8L14 6.2z" fill="var(--own)" stroke="var(--card)" strokeWidth="1" />
      </svg>
      <span className="arrow-name">{pointer.name}</span>
    </div>
  );
}
