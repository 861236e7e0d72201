import { useState } from "react";

/** Makes calls, and tells why the last one failed. */
export function useCalls(): [problem: string | null, call: (work: Promise<unknown> | undefined) => Promise<boolean>] {
  const [problem, setProblem] = useState<string | null>(null);

  async function call(work: Promise<unknown> | undefined) {
    try {
      await work;
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  return [problem, call];
}
