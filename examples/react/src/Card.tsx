import type { ActorConnStatus } from "@rivetkit/react";
import type { ReactNode } from "react";

type Props = {
  title: string;
  about: string;
  area: string;
  status: ActorConnStatus;
  problem?: string | null;
  children: ReactNode;
};

const WORDS: Record<ActorConnStatus, string> = {
  idle: "Not connected",
  connecting: "Connecting…",
  connected: "Live",
  disconnected: "Reconnecting…",
};

/** One part of the page, with the state of its connection. */
export function Card({ title, about, area, status, problem, children }: Props) {
  return (
    <section className={`card card-${area}`} aria-label={title}>
      <header className="card-head">
        <h2>{title}</h2>
        <span className="status" data-status={status} role="status">
          {WORDS[status]}
        </span>
      </header>
      <p className="about">{about}</p>
      {children}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
