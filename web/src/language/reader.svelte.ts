/// The reader's language: the browser's choice until the reader says otherwise. Words, numbers and dates follow it.

import { get, resource } from "../api/client";
import type { Frame, Gloss, Listing } from "../api/forms";
import { dateInWords, tickInWords } from "./dates";
import { type Messages, en } from "./en";
import { nl } from "./nl";

type Language = "en" | "nl";

const MESSAGES: Record<Language, Messages> = { en, nl };
const LOCALES: Record<Language, string> = { en: "en-GB", nl: "nl-NL" };
const CHOICE = "registan.language";

class Reader {
  language = $state<Language>(chosen());
  #glosses = $state.raw(new Map<string, Gloss>());

  get words(): Messages {
    return MESSAGES[this.language];
  }

  get locale(): string {
    return LOCALES[this.language];
  }

  switchTo(language: Language): void {
    this.language = language;
    window.localStorage.setItem(CHOICE, language);
    document.documentElement.lang = language;
  }

  number(value: number, digits = 2): string {
    return numberFormat(this.locale, { maximumFractionDigits: digits }).format(value);
  }

  /** Large amounts in words of magnitude, "146.8 billion". */
  amount(value: number): string {
    const style = Math.abs(value) >= 1e6 ? { notation: "compact" as const, compactDisplay: "long" as const } : {};
    return numberFormat(this.locale, { maximumFractionDigits: 2, ...style }).format(value);
  }

  date(edtf: string | null | undefined): string {
    return dateInWords(edtf, this.words.time);
  }

  /** The moment at a tick of an axis. */
  tick(milliseconds: number, first: boolean): string {
    return tickInWords(milliseconds, this.words.time, first);
  }

  /** What a frame means, in the reader's language; its name where no gloss is known. */
  gloss(frame: string): string {
    return this.#glosses.get(frame)?.[this.language] ?? frame.replaceAll("-", " ");
  }

  /** What somebody or some place is called in the reader's language. */
  nameOf(named: { name: string; name_nl?: string }): string {
    return this.language === "nl" ? (named.name_nl ?? named.name) : named.name;
  }

  frames(): string[] {
    return [...this.#glosses.keys()];
  }

  /** Settles when the glosses are there, or will not come: what shows them waits, so that no word changes under the eye. */
  framesLearnt: Promise<void> = Promise.resolve();

  /** Fetches the glosses of all frames. Without them names serve. */
  learnFrames(): void {
    this.framesLearnt = this.#fetchFrames();
  }

  async #fetchFrames(): Promise<void> {
    try {
      const answer = await get<Listing<Frame> | Frame[]>(resource(["frames"], new URLSearchParams({ limit: "500" })));
      const frames = Array.isArray(answer) ? answer : answer.items;
      this.#glosses = new Map(frames.map((frame) => [frame.name, frame.gloss]));
    } catch {
      // The names of frames are readable; a page is not worse without glosses than without an answer.
    }
  }
}

function chosen(): Language {
  const kept = window.localStorage.getItem(CHOICE);
  if (kept === "en" || kept === "nl") return kept;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "en" || tag === "nl");
  return wanted === "nl" ? "nl" : "en";
}

const formats = new Map<string, Intl.NumberFormat>();

/** Formats are made once: making one takes a hundred times as long as using it. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${Object.entries(options).join(" ")}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format;
}

export const reader = new Reader();
