import { useState } from "react";
import { ChatCard } from "./ChatCard";
import { CounterCard } from "./CounterCard";
import { CursorsCard } from "./CursorsCard";
import { ListCard } from "./ListCard";
import { anyName } from "./names";

/** Who is in the same room sees the same: `?room=…` opens another one, and `?name=…` says who you are. */
const address = new URLSearchParams(window.location.search);
const room = address.get("room") || "lobby";

export function App() {
  const [name] = useState(() => address.get("name") || anyName());
  return (
    <>
      <header className="top">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <div>
          <h1>Everybody sees it</h1>
          <p>
            You are <strong>{name}</strong> in room <strong>{room}</strong>. Open this page twice, or stop and start the
            server.
          </p>
        </div>
      </header>
      <main>
        <CounterCard room={room} />
        <CursorsCard room={room} name={name} />
        <ChatCard room={room} />
        <ListCard room={room} />
      </main>
      <footer>
        Four Java actors on Dowel, the published React client, and plain CSS.
      </footer>
    </>
  );
}
