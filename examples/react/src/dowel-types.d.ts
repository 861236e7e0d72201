// The actors of a Dowel server, written by it. Do not edit: it will be written again.
import type { Registry as RivetRegistry } from "rivetkit";

type Ev<T> = { readonly _eventType?: T; readonly _queueMessage?: T };
type Qu<M, C = never> = { readonly _queueMessage?: M; readonly _queueComplete?: C };

/** An edit as everybody applies it, and the revision that it makes. */
export type Applied = {
  revision: number;
  edit: TextEdit;
};

/** What somebody said. */
export type ChatRoom_Message = {
  from: string;
  text: string;
  at: Date;
};

/** What it can be told. */
export type Command = "PAUSE" | "RESUME";

/** The list as everybody sees it; a later one has a greater revision. */
export type Contents = {
  revision: number;
  items: Item[];
};

export type CronRun = {
  dueAt: Date;
  startedAt: Date;
  endedAt?: Date | null;
  result: Result;
  error?: string | null;
};

/** Where an editor is. */
export type Cursor = {
  name: string;
  position: number;
};

/** How many rows were imported, and whether it is paused. */
export type Importer_State = {
  imported: number;
  paused: boolean;
};

/** What somebody wants to buy. */
export type Inquiry = {
  item: string;
  pieces: number;
};

/** One line of the list. */
export type Item = {
  id: number;
  text: string;
  done: boolean;
};

/** One thing said in a conversation. */
export type LanguageModel_Message = {
  from: string;
  text: string;
};

/** The names of the games. */
export type Lobby_State = {
  games: string[];
};

/** What callers connect with. */
export type Login = {
  token: string;
};

/** A mail. */
export type Mail = {
  to: string;
  text: string;
};

/** What it costs, in cents. */
export type Offer = {
  number: number;
  cents: number;
};

/**
 * Where a visitor points.
 *
 * @param id of the visitor's connection
 * @param x from 0, left, to 1, right
 * @param y from 0, top, to 1, bottom
 */
export type Pointer = {
  /** of the visitor's connection */
  id: string;
  name: string;
  /** from 0, left, to 1, right */
  x: number;
  /** from 0, top, to 1, bottom */
  y: number;
};

export type Result = "RUNNING" | "OK" | "ERROR" | "SKIPPED";

/** A row to import. */
export type Row = {
  text: string;
};

/** What a client sees first. */
export type Snapshot = {
  text: string;
  revision: number;
};

/** What was read so far, and in how many batches. */
export type Summary = {
  readings: number;
  sum: number;
  highest: number;
  batches: number;
};

/**
 * Some characters of a text replaced by others. Immutable.
 *
 * @param position where it begins
 * @param removed how many characters go
 * @param inserted what comes in their place
 */
export type TextEdit = {
  /** where it begins */
  position: number;
  /** how many characters go */
  removed: number;
  /** what comes in their place */
  inserted: string;
};

/** Who connects. */
export type Visitor = {
  name: string;
};

export type Actors = {
  account: {
    readonly config: {
      actions: {
        deposit(context: unknown, cents: number): number;
        statement(context: unknown): string;
        withdraw(context: unknown, cents: number): number;
      };
      events: {};
      queues: {};
    };
  };
  agent: {
    readonly config: {
      actions: {
        ask(context: unknown, question: string): string;
        history(context: unknown): LanguageModel_Message[];
      };
      events: {
        piece: Ev<string>;
      };
      queues: {};
    };
  };
  /** A room with a history that only users with a token enter. Confined to the actor's turn. */
  chatRoom: {
    readonly config: {
      actions: {
        /** Returns the latest messages, oldest first. */
        history(context: unknown): ChatRoom_Message[];
        /** Says something in the name of the connection's user. */
        post(context: unknown, text: string): ChatRoom_Message;
        /** Returns the name of the connection's user. */
        whoAmI(context: unknown): string;
      };
      events: {
        message: Ev<ChatRoom_Message>;
      };
      queues: {};
    };
    readonly params: Login;
  };
  counter: {
    readonly config: {
      actions: {
        getCount(context: unknown): number;
        increment(context: unknown, amount: number): number;
      };
      events: {
        newCount: Ev<number>;
      };
      queues: {};
    };
  };
  /**
   * Where the visitors of a page point. Nothing of it is kept on disk: a visitor's place is the state of their connection, which
   * survives that the actor sleeps and ends with the visit. Confined to the actor's turn.
   */
  cursors: {
    readonly config: {
      actions: {
        /** Returns where everybody points, the caller included. */
        everybody(context: unknown): Pointer[];
        /** Points nowhere. */
        leave(context: unknown): void;
        /** Points somewhere. What lies outside is moved to the edge. */
        moveTo(context: unknown, x: number, y: number): void;
        /** Returns the id of the caller's connection, which is that of its pointer. */
        whoAmI(context: unknown): string;
      };
      events: {
        left: Ev<string>;
        moved: Ev<Pointer>;
      };
      queues: {};
    };
    readonly params: Visitor;
  };
  dailyDigest: {
    readonly config: {
      actions: {
        note(context: unknown, text: string): void;
        runs(context: unknown): CronRun[];
        subscribe(context: unknown, zone: string): string;
      };
      events: {
        digest: Ev<string[]>;
      };
      queues: {};
    };
  };
  game: {
    readonly config: {
      actions: {
        score(context: unknown, player: string, points: number): number;
        title(context: unknown): string;
      };
      events: {};
      queues: {};
    };
  };
  importer: {
    readonly config: {
      actions: {
        progress(context: unknown): Importer_State;
        step(context: unknown): void;
      };
      events: {};
      queues: {
        control: Qu<Command>;
        rows: Qu<Row>;
      };
    };
  };
  likes: {
    readonly config: {
      actions: {
        total(context: unknown): number;
      };
      events: {};
      queues: {};
    };
  };
  likesShard: {
    readonly config: {
      actions: {
        like(context: unknown): void;
        likes(context: unknown): number;
      };
      events: {};
      queues: {};
    };
  };
  lobby: {
    readonly config: {
      actions: {
        close(context: unknown, name: string): void;
        games(context: unknown): string[];
        open(context: unknown, name: string, title: string): string;
      };
      events: {
        games: Ev<Lobby_State>;
      };
      queues: {};
    };
  };
  outbox: {
    readonly config: {
      actions: {
        failed(context: unknown): string[];
        receipts(context: unknown): string[];
        retry(context: unknown, id: string): boolean;
      };
      events: {};
      queues: {
        mails: Qu<Mail>;
      };
    };
  };
  pageViews: {
    readonly config: {
      actions: {
        view(context: unknown): number;
        views(context: unknown): number;
      };
      events: {};
      queues: {};
    };
  };
  priceDesk: {
    readonly config: {
      actions: {
        offers(context: unknown): number;
      };
      events: {};
      queues: {
        inquiries: Qu<Inquiry, Offer>;
      };
    };
  };
  rateLimiter: {
    readonly config: {
      actions: {
        tryAcquire(context: unknown): boolean;
      };
      events: {};
      queues: {};
    };
  };
  sharedDocument: {
    readonly config: {
      actions: {
        edit(context: unknown, base: number, edit: TextEdit): number;
        load(context: unknown): Snapshot;
        moveTo(context: unknown, position: number): void;
      };
      events: {
        applied: Ev<Applied>;
        cursor: Ev<Cursor>;
      };
      queues: {};
    };
  };
  sharedList: {
    readonly config: {
      actions: {
        add(context: unknown, text: string): number;
        move(context: unknown, id: number, places: number): void;
        remove(context: unknown, id: number): void;
        removeDone(context: unknown): void;
        rename(context: unknown, id: number, text: string): void;
        setDone(context: unknown, id: number, done: boolean): void;
        show(context: unknown): Contents;
      };
      events: {
        changed: Ev<Contents>;
      };
      queues: {};
    };
  };
  thermometer: {
    readonly config: {
      actions: {
        summary(context: unknown): Summary;
        upload(context: unknown, readings: number[]): void;
      };
      events: {};
      queues: {
        readings: Qu<number>;
      };
    };
  };
  wordCount: {
    readonly config: {
      actions: {
        count(context: unknown, lines: string[]): Record<string, number>;
      };
      events: {};
      queues: {};
    };
  };
  wordCounter: {
    readonly config: {
      actions: {};
      events: {};
      queues: {};
    };
  };
};

/** The codes of the errors each actor throws for its callers, in the group `user`. */
export type ErrorCodes = {
  account: never;
  agent: never;
  chatRoom: "empty_message" | "long_message";
  counter: never;
  cursors: "nowhere";
  dailyDigest: never;
  game: never;
  importer: never;
  likes: never;
  likesShard: never;
  lobby: never;
  outbox: never;
  pageViews: never;
  priceDesk: never;
  rateLimiter: never;
  sharedDocument: never;
  sharedList: "empty_text" | "full_list" | "long_text" | "no_such_item";
  thermometer: never;
  wordCount: never;
  wordCounter: never;
};

/** What `createClient` and `createRivetKit` are told. */
export type Registry = RivetRegistry<Actors>;
