import { type SubmitEvent, useState } from "react";
import { Card } from "./Card";
import { useActor } from "./dowel";
import type { Contents, Item } from "./dowel-types";
import { useCalls } from "./useCalls";
import { useConnected } from "./useConnected";

/** A list that everybody writes. */
export function ListCard({ room }: { room: string }) {
  const list = useActor({ name: "sharedList", key: room });
  const [contents, setContents] = useState<Contents | null>(null);
  const [text, setText] = useState("");
  const [problem, call] = useCalls();

  list.useEvent("changed", setContents);
  useConnected(list.connection, list.connStatus, async (connection) => setContents(await connection.show()));

  async function add(event: SubmitEvent) {
    event.preventDefault();
    setText("");
    if (!(await call(list.connection?.add(text)))) {
      setText((newer) => newer || text);
    }
  }

  const away = list.connStatus !== "connected";
  const items = contents?.items ?? [];
  return (
    <Card
      title="List"
      about="Everybody writes, ticks off and sorts. The actor takes one change after the other."
      area="list"
      status={list.connStatus}
      problem={problem}
    >
      <ol className="items" aria-label="Items" tabIndex={0}>
        {contents && items.length === 0 && <li className="empty">Nothing to do. Write something below.</li>}
        {items.map((item, index) => (
          <Line
            key={item.id}
            item={item}
            away={away}
            first={index === 0}
            tick={() => call(list.connection?.setDone(item.id, !item.done))}
            raise={() => call(list.connection?.move(item.id, -1))}
            remove={() => call(list.connection?.remove(item.id))}
          />
        ))}
      </ol>
      <form className="row" onSubmit={add}>
        <input
          aria-label="New item"
          placeholder="What is to be done?"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button disabled={away}>Add</button>
      </form>
      {items.some((item) => item.done) && (
        <button className="quiet" disabled={away} onClick={() => void call(list.connection?.removeDone())}>
          Remove what is done
        </button>
      )}
    </Card>
  );
}

type LineProps = {
  item: Item;
  away: boolean;
  first: boolean;
  tick: () => void;
  raise: () => void;
  remove: () => void;
};

function Line({ item, away, first, tick, raise, remove }: LineProps) {
  return (
    <li className={item.done ? "item done" : "item"}>
      <label>
        <input type="checkbox" checked={item.done} disabled={away} onChange={tick} />
        <span>{item.text}</span>
      </label>
      <button className="small" aria-label={`Move ${item.text} up`} disabled={away || first} onClick={raise}>
        ↑
      </button>
      <button className="small" aria-label={`Remove ${item.text}`} disabled={away} onClick={remove}>
        ×
      </button>
    </li>
  );
}
