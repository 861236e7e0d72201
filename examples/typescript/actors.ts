// What the demo server's actors look like from TypeScript. The first parameter of an action stands for the actor's
// context; callers do not pass it.
import type { Registry } from "rivetkit";

type Event<T> = { readonly _eventType?: T; readonly _queueMessage?: T };

export type Message = { from: string; text: string; at: string | Date };

export type Actors = {
  counter: {
    readonly config: {
      actions: {
        increment(context: unknown, amount: number): number;
        getCount(context: unknown): number;
      };
      events: { newCount: Event<number> };
      queues: {};
    };
  };
  chatRoom: {
    readonly config: {
      actions: {
        post(context: unknown, text: string): Message;
        history(context: unknown): Message[];
      };
      events: { message: Event<Message> };
      queues: {};
    };
  };
};

export type Demo = Registry<Actors>;

// The client warns of every error it hands out, and these scripts cause some on purpose.
process.env.RIVET_LOG_LEVEL ??= "error";

export const endpoint = process.env.RIVET_ENDPOINT ?? "http://localhost:6420";
