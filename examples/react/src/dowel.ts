import { createRivetKit } from "@rivetkit/react";
import type { Registry } from "./dowel-types";

/** The server that sent this page; while Vite serves the page, the demo beside it. */
const endpoint = import.meta.env.DEV ? "http://localhost:6420" : window.location.origin;

export const { useActor } = createRivetKit<Registry>({ endpoint, devtools: false });
