// The client warns of every error it hands out, and these scripts cause some on purpose.
process.env.RIVET_LOG_LEVEL ??= "error";

export const endpoint = process.env.RIVET_ENDPOINT ?? "http://localhost:6420";
