import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    // Everything is in one piece: it is small, and asked for by one page.
    chunkSizeWarningLimit: 2_000,
  },
});
