/// Long pages made in pieces: between two of them the browser paints what is there and hears the reader.

import { flushSync, getContext, setContext, untrack } from "svelte";

/** Milliseconds after which no further piece is begun before the next painting. Pieces are small; this joins the smallest. */
const SLICE = 4;
/** Milliseconds after which a page that is not painted, for nobody sees it, goes on all the same. */
const UNSEEN = 100;

interface Scheduler {
  yield?: () => Promise<void>;
}

/** Settles in a task of its own, when the browser has had its turn. */
export function browsersTurn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.yield?.() ?? new Promise((done) => void setTimeout(done));
}

/**
 * Settles when what was made so far is laid out and painted. Otherwise a busy machine, which paints seldom, would gather many pieces into one
 * long task of layout.
 */
async function painted(): Promise<void> {
  if (!document.hidden) {
    await new Promise<void>((done) => {
      requestAnimationFrame(() => done());
      setTimeout(done, UNSEEN);
    });
  }
  await browsersTurn();
}

type Piece = () => void;

/** The pieces of a part of the page that are still to come, in the order in which they stand there, so that none pushes another away. */
export class Turns {
  /** How many pieces are not there yet. */
  waiting = $state(0);
  #queue: Piece[] = [];
  /** Pieces that others brought along, which come before all that stand below. */
  #brought: Piece[] | null = null;
  #running = false;

  /** Has `show` called when its turn comes, unless what is returned was called before. */
  take(show: Piece): () => void {
    (this.#brought ?? this.#queue).push(show);
    untrack(() => this.waiting++);
    if (!this.#running) void this.#run();
    return () => this.#drop(show);
  }

  #drop(piece: Piece): void {
    for (const pieces of [this.#queue, this.#brought ?? []]) {
      const at = pieces.indexOf(piece);
      if (at === -1) continue;
      pieces.splice(at, 1);
      untrack(() => this.waiting--);
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#queue.length) {
      await painted();
      const until = performance.now() + SLICE;
      do this.#next();
      while (this.#queue.length && performance.now() < until);
    }
    this.#running = false;
  }

  #next(): void {
    const piece = this.#queue.shift();
    if (!piece) return;
    this.#brought = [];
    try {
      flushSync(piece);
    } finally {
      this.#queue.unshift(...this.#brought);
      this.#brought = null;
      this.waiting--;
    }
  }
}

const KEY = Symbol("turns");

/** New turns for what is inside the component that is being made. */
export function openTurns(): Turns {
  return setContext(KEY, new Turns());
}

function turnsHere(): Turns {
  return getContext<Turns | undefined>(KEY) ?? new Turns();
}

/** Whether the turn of what the component that is being made shows has come. */
export function turn(): { readonly come: boolean } {
  const turns = turnsHere();
  let come = $state(false);
  $effect(() => turns.take(() => (come = true)));
  return {
    get come() {
      return come;
    },
  };
}

/** A list as far as it is shown: `step` of its items at once, then as many more at each turn. Another list begins anew. */
export function growing<Item>(list: () => Item[], step: number): { readonly items: Item[] } {
  const turns = turnsHere();
  const all = $derived(list());
  const head = $derived(all[0]);
  let shown = $state.raw({ head: untrack(() => head), count: step });
  const count = $derived(shown.head === head ? shown.count : step);
  const items = $derived(count < all.length ? all.slice(0, count) : all);
  $effect(() => {
    if (count < all.length) return turns.take(() => (shown = { head, count: count + step }));
  });
  return {
    get items() {
      return items;
    },
  };
}
