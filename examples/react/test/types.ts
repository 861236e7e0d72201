// What compiles and what does not. Compiled with the app, never run.
import { useActor } from "../src/dowel";

export function useRightAndWrong() {
  const counter = useActor({ name: "counter", key: ["a", "b"] });
  counter.useEvent("newCount", (count) => count.toFixed());
  void counter.connection?.increment(1).then((count) => count.toFixed());
  // @ts-expect-error: there is no such event
  counter.useEvent("newcount", () => {});
  // @ts-expect-error: the event has a number
  counter.useEvent("newCount", (count) => count.toUpperCase());
  // @ts-expect-error: there is no such action
  void counter.connection?.incremet(1);
  // @ts-expect-error: it takes a number
  void counter.connection?.increment("1");
  // @ts-expect-error: it takes something
  void counter.connection?.increment();
  // @ts-expect-error: it returns a number
  void counter.connection?.increment(1).then((count) => count.toUpperCase());

  const chat = useActor({ name: "chatRoom", key: "a", params: { token: "t" } });
  chat.useEvent("message", (message) => message.at.getTime());
  // @ts-expect-error: messages have no sender
  chat.useEvent("message", (message) => message.sender);
  // @ts-expect-error: there is no such actor
  useActor({ name: "chatroom", key: "a" });
  // @ts-expect-error: it is connected to with a token
  useActor({ name: "chatRoom", key: "a", params: { user: "u" } });
}
