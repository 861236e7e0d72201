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
  /**
   * Actor per entity: every account of every tenant is an actor of its own, found by the key (tenant, account). What belongs
   * together is in one actor, so changing it needs no lock and no transaction. Confined to the actor's turn.
   */
  account: {
    readonly config: {
      actions: {
        /** Puts money in and returns the balance. */
        deposit(context: unknown, cents: number): number;
        /** The balance, and whose it is. */
        statement(context: unknown): string;
        /** Takes money out and returns the balance. */
        withdraw(context: unknown, cents: number): number;
      };
      events: {};
      queues: {};
    };
  };
  /**
   * A conversation with a language model. What was said is durable; the answer is heard piece by piece by everybody who is
   * connected, also on a second device. Confined to the actor's turn.
   *
   * The model answers while the actor goes on: `keepAwake` gives the turn back, and each piece comes back in a turn
   * of its own. If the process dies in the middle, the question is there and the answer is not.
   */
  agent: {
    readonly config: {
      actions: {
        /** Says something and returns the whole answer. */
        ask(context: unknown, question: string): string;
        /** What was said. */
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
  /** A number that only grows by what it is told, and tells everybody. Confined to the actor's turn. */
  counter: {
    readonly config: {
      actions: {
        /** Returns the count. */
        getCount(context: unknown): number;
        /** Adds an amount and returns the new count. */
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
  /**
   * A cron job: collects what happened and sends it every morning, in the time zone of its reader. The actor sleeps in between.
   * Confined to the actor's turn.
   */
  dailyDigest: {
    readonly config: {
      actions: {
        /** Notes something for the next digest. */
        note(context: unknown, text: string): void;
        /** How the last runs went. */
        runs(context: unknown): CronRun[];
        /** Subscribes its reader: every day at seven. Again with another zone, it moves. */
        subscribe(context: unknown, zone: string): string;
      };
      events: {
        digest: Ev<string[]>;
      };
      queues: {};
    };
  };
  /** The data of one game; see Lobby. Confined to the actor's turn. */
  game: {
    readonly config: {
      actions: {
        /** Adds to a player's points and returns the sum. */
        score(context: unknown, player: string, points: number): number;
        /** What the game is called. */
        title(context: unknown): string;
      };
      events: {};
      queues: {};
    };
  };
  /**
   * A control channel: commands have a queue of their own, so they are followed after at most one more row, however many rows
   * wait. While it is paused, rows only pile up. Confined to the actor's turn.
   */
  importer: {
    readonly config: {
      actions: {
        /** How far it is. */
        progress(context: unknown): Importer_State;
        /** Goes on, and pauses again as soon as possible. */
        step(context: unknown): void;
      };
      events: {};
      queues: {
        control: Qu<Command>;
        rows: Qu<Row>;
      };
    };
  };
  /** Adds up the shards of a post's likes; see LikesShard. Has no state of its own. Confined to the actor's turn. */
  likes: {
    readonly config: {
      actions: {
        /** All likes of the post this actor has the key of. */
        total(context: unknown): number;
      };
      events: {};
      queues: {};
    };
  };
  /**
   * Sharding at random: more people like a post than one actor can count, so each like goes to one of `#SHARDS` actors
   * with the key (post, shard). Likes adds them up. Confined to the actor's turn.
   */
  likesShard: {
    readonly config: {
      actions: {
        /** Counts a like. */
        like(context: unknown): void;
        /** The likes that came to this shard. */
        likes(context: unknown): number;
      };
      events: {};
      queues: {};
    };
  };
  /**
   * Coordinator and data: one lobby knows which games there are, every game keeps its own data. The lobby is asked rarely, the
   * games do the work. Confined to the actor's turn.
   */
  lobby: {
    readonly config: {
      actions: {
        /** Closes a game. It is destroyed after this turn's commit. */
        close(context: unknown, name: string): void;
        /** The names of the games. */
        games(context: unknown): string[];
        /** Opens a game and returns its id; its title is the input the new actor is created with. */
        open(context: unknown, name: string, title: string): string;
      };
      events: {
        games: Ev<Lobby_State>;
      };
      queues: {};
    };
  };
  /**
   * A durable worker: what is put into its queue is done, if not now then after a pause, a crash or a restart, and noted once.
   * What fails again and again is put aside and holds up nothing. Confined to the actor's turn.
   *
   * The actor does not see whether a mail left when the process died while it was being sent: it sends it again under the same
   * id, and the mail service knows that id.
   */
  outbox: {
    readonly config: {
      actions: {
        /** The ids of what was put aside. */
        failed(context: unknown): string[];
        /** The receipts of what was sent. */
        receipts(context: unknown): string[];
        /** Tries something again that was put aside. */
        retry(context: unknown, id: string): boolean;
      };
      events: {};
      queues: {
        mails: Qu<Mail>;
      };
    };
  };
  /**
   * Sharding by time: the views of a page are counted by one actor for each hour, with the key (page, hour). No actor grows for
   * ever, and old hours sleep. Confined to the actor's turn.
   */
  pageViews: {
    readonly config: {
      actions: {
        /** Counts a view. */
        view(context: unknown): number;
        /** The views in this hour. */
        views(context: unknown): number;
      };
      events: {};
      queues: {};
    };
  };
  /**
   * Request and reply: whoever asks may wait for the answer, or leave; the question is answered either way, in order, once
   * the desk gets to it. Confined to the actor's turn.
   */
  priceDesk: {
    readonly config: {
      actions: {
        /** How many offers were made. */
        offers(context: unknown): number;
      };
      events: {};
      queues: {
        inquiries: Qu<Inquiry, Offer>;
      };
    };
  };
  /**
   * A token bucket for one user or address, which is its key: `#BURST` requests at once, one more every second. Confined
   * to the actor's turn.
   *
   * Its answers do not wait for the disk: after a crash it may let a second's worth of requests through again.
   */
  rateLimiter: {
    readonly config: {
      actions: {
        /** Whether one more request is all right. */
        tryAcquire(context: unknown): boolean;
      };
      events: {};
      queues: {};
    };
  };
  /**
   * A text that several people edit at once. Everybody edits what they see; the actor moves an edit that was made on an older
   * revision past those that came in between, applies it, and tells everybody. Confined to the actor's turn.
   */
  sharedDocument: {
    readonly config: {
      actions: {
        /** Applies an edit that was made on a revision, and returns the revision it makes. */
        edit(context: unknown, base: number, edit: TextEdit): number;
        /** The document as it is. */
        load(context: unknown): Snapshot;
        /** Tells the others where this editor is. */
        moveTo(context: unknown, position: number): void;
      };
      events: {
        applied: Ev<Applied>;
        cursor: Ev<Cursor>;
      };
      queues: {};
    };
  };
  /**
   * A list that several people write, tick off and put in order at once. It is short, so everybody is sent all of it after each
   * change: who missed some has the right list after the next. Confined to the actor's turn.
   */
  sharedList: {
    readonly config: {
      actions: {
        /** Adds an item at the end and returns its id. */
        add(context: unknown, text: string): number;
        /** Moves an item up, by a negative number of places, or down; it stops at the ends. */
        move(context: unknown, id: number, places: number): void;
        /** Removes an item. That it is gone already is no error. */
        remove(context: unknown, id: number): void;
        /** Removes what is ticked off. */
        removeDone(context: unknown): void;
        /** Writes something else in an item's place. */
        rename(context: unknown, id: number, text: string): void;
        /** Ticks an item off, or not. */
        setDone(context: unknown, id: number, done: boolean): void;
        /** Returns the list. */
        show(context: unknown): Contents;
      };
      events: {
        changed: Ev<Contents>;
      };
      queues: {};
    };
  };
  /**
   * A batch drainer: readings come in one at a time and are worked up together, as many as there are. A batch is one commit:
   * it counts as a whole or not at all. Confined to the actor's turn.
   */
  thermometer: {
    readonly config: {
      actions: {
        /** What was read so far. */
        summary(context: unknown): Summary;
        /** Takes the readings that a device has collected. */
        upload(context: unknown, readings: number[]): void;
      };
      events: {};
      queues: {
        readings: Qu<number>;
      };
    };
  };
  /**
   * Fan-out and fan-in: splits a text over workers, which count at the same time, and merges what they found. Confined to the
   * actor's turn.
   */
  wordCount: {
    readonly config: {
      actions: {
        /** How often each word occurs. */
        count(context: unknown, lines: string[]): Record<string, number>;
      };
      events: {};
      queues: {};
    };
  };
  /** A worker of WordCount. Confined to the actor's turn. */
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
