import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { Card } from "./Card";
import { useActor } from "./dowel";
import type { ChatRoom_Message } from "./dowel-types";
import { LogIn } from "./LogIn";
import { colorOf } from "./names";
import { useCalls } from "./useCalls";
import { useConnected } from "./useConnected";
import { useRefusal } from "./useRefusal";

/** A room that one enters with a token. */
export function ChatCard({ room }: { room: string }) {
  const [token, setToken] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [me, setMe] = useState("");
  const [messages, setMessages] = useState<ChatRoom_Message[]>([]);
  const [problem, call] = useCalls();

  const chat = useActor({
    name: "chatRoom",
    key: room,
    params: token === null ? undefined : { token },
    enabled: token !== null,
  });
  useRefusal(chat.connection, (error) => {
    // Without a token nothing is enabled, and nobody knocks again.
    setToken(null);
    setRefusal(error.message);
  });
  chat.useEvent("message", (message) => setMessages((all) => [...all, message]));
  useConnected(chat.connection, chat.connStatus, async (connection) => {
    const [name, history] = await Promise.all([connection.whoAmI(), connection.history()]);
    setMe(name);
    setMessages(history);
  });

  function logIn(newToken: string) {
    setRefusal(null);
    setMessages([]);
    setMe("");
    setToken(newToken);
  }

  const inside = token !== null && me !== "";
  return (
    <Card
      title="Chat room"
      about="The actor lets in who has a token, and remembers what was said."
      area="chat"
      status={chat.connStatus}
      problem={inside ? problem : null}
    >
      {inside ? (
        <>
          <Messages messages={messages} me={me} />
          <Composer
            away={chat.connStatus !== "connected"}
            post={(text) => call(chat.connection?.post(text))}
            leave={() => setToken(null)}
          />
        </>
      ) : (
        <LogIn waiting={token !== null} refusal={refusal} logIn={logIn} />
      )}
    </Card>
  );
}

function Messages({ messages, me }: { messages: ChatRoom_Message[]; me: string }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);
  return (
    <ol className="messages" aria-label="Messages" ref={list} tabIndex={0}>
      {messages.length === 0 && <li className="empty">Nobody has said anything yet.</li>}
      {messages.map((message, index) => (
        <li key={index} className={message.from === me ? "message mine" : "message"}>
          {message.from !== me && (
            <span className="from" style={{ color: colorOf(message.from) }}>
              {message.from}
            </span>
          )}
          <span className="bubble">{message.text}</span>
          <time dateTime={message.at.toISOString()}>
            {message.at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}
          </time>
        </li>
      ))}
    </ol>
  );
}

type ComposerProps = { away: boolean; post: (text: string) => Promise<boolean>; leave: () => void };

function Composer({ away, post, leave }: ComposerProps) {
  const [text, setText] = useState("");

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setText("");
    if (!(await post(text))) {
      setText((newer) => newer || text);
    }
  }

  return (
    <form className="row" onSubmit={submit}>
      <input
        aria-label="Message"
        placeholder="Say something"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button disabled={away}>Send</button>
      <button type="button" className="quiet" onClick={leave}>
        Log out
      </button>
    </form>
  );
}
