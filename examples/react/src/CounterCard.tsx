import { useState } from "react";
import { Card } from "./Card";
import { useActor } from "./dowel";
import { useCalls } from "./useCalls";
import { useConnected } from "./useConnected";

/** A number that everybody can raise. */
export function CounterCard({ room }: { room: string }) {
  const counter = useActor({ name: "counter", key: room });
  const [count, setCount] = useState<number | null>(null);
  const [problem, call] = useCalls();

  counter.useEvent("newCount", setCount);
  useConnected(counter.connection, counter.connStatus, async (connection) => setCount(await connection.getCount()));

  const away = counter.connStatus !== "connected";
  return (
    <Card
      title="Counter"
      about="One actor, one number. It is on disk before you see it."
      area="counter"
      status={counter.connStatus}
      problem={problem}
    >
      <output className="count" aria-label="Count" key={count}>
        {count === null ? "–" : count.toLocaleString("en")}
      </output>
      <div className="row">
        {[1, 10, 100].map((amount) => (
          <button key={amount} disabled={away} onClick={() => void call(counter.connection?.increment(amount))}>
            +{amount}
          </button>
        ))}
      </div>
    </Card>
  );
}
