/// Serves the example record for the tests: by the program itself, or by whatever REGISTAN_URL names.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const PATIENCE = 30_000;

export interface Served {
  url: string;
  /** The address that lets the browser judge; the plain one where no token is known. */
  judging: string;
  stop: () => void;
}

export async function serveExamples(): Promise<Served> {
  const given = process.env.REGISTAN_URL;
  if (given) return { url: given.replace(/\/$/, ""), judging: given, stop: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "registan-pages-"));
  const record = join(folder, "examples.db");
  const program = binary();
  execFileSync(program, ["demo", "--print", "--record", record], { cwd: folder, stdio: "ignore" });
  const child = spawn(program, ["serve", "--record", record, "--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const printed = await addresses(child);
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...printed, stop };
}

function binary(): string {
  const places = [process.env.REGISTAN_BIN, join(ROOT, "target/release/registan"), join(ROOT, "target/debug/registan")];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (!found) throw new Error("no registan to serve the record: build it, or name it in REGISTAN_BIN");
  return resolve(found);
}

/** Waits until the server has printed where it is. */
function addresses(child: ChildProcess): Promise<{ url: string; judging: string }> {
  return new Promise((done, fail) => {
    let printed = "";
    const timer = setTimeout(() => fail(new Error(`the server did not start:\n${printed}`)), PATIENCE);
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /http:\/\/[\w.[\]:]+(?=\/)/.exec(printed)?.[0];
      const judging = /http:\/\/\S+\?token=\S+/.exec(printed)?.[0];
      if (!url || !judging) return;
      clearTimeout(timer);
      done({ url, judging });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
  });
}
