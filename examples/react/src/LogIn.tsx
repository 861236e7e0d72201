import { type SubmitEvent, useState } from "react";

const KNOWN = [
  { who: "Alice", token: "alice-token" },
  { who: "Bob", token: "bob-token" },
];

type Props = { waiting: boolean; refusal: string | null; logIn: (token: string) => void };

/** Asks for a token, and tells why the last one did not do. */
export function LogIn({ waiting, refusal, logIn }: Props) {
  const [token, setToken] = useState("");

  function submit(event: SubmitEvent) {
    event.preventDefault();
    logIn(token);
  }

  return (
    <form className="log-in" onSubmit={submit}>
      <p>Who are you?</p>
      <div className="row">
        {KNOWN.map((user) => (
          <button key={user.who} type="button" disabled={waiting} onClick={() => logIn(user.token)}>
            I am {user.who}
          </button>
        ))}
      </div>
      <p className="or">or knock with a token of your own</p>
      <div className="row">
        <input
          aria-label="Token"
          placeholder="stolen-token"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button className="quiet" disabled={waiting || token === ""}>
          {waiting ? "Knocking…" : "Knock"}
        </button>
      </div>
      {refusal && (
        <p className="problem" role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}
