// One run of the suite: one client version, one encoding. One process, so that tests do not compete for the machine.
import "./test/accessors.mjs";
import "./test/actions.mjs";
import "./test/values.mjs";
import "./test/keys.mjs";
import "./test/connections.mjs";
import "./test/events.mjs";
import "./test/errors.mjs";
import "./test/limits.mjs";
import "./test/queues.mjs";
import "./test/raw.mjs";
import "./test/plain-http.mjs";
import "./test/restart.mjs";
