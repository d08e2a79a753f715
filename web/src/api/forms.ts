/// The wire forms of the HTTP API, as the pages use them. Offsets count Unicode code points.

export interface Party {
  entity: string | null;
  name: string;
  /** The Dutch name, where it is another. */
  name_nl?: string;
  kind: string;
  country: string | null;
  sector: string | null;
}

export interface Span {
  text: string;
  start: number;
  end: number;
}

export interface Filler extends Party, Span {
  implicit: boolean;
}

export interface Plover {
  type: string;
  mode: string | null;
  contexts: string[];
  score: number;
}

export interface Quantity extends Span {
  value: number;
  value_max?: number;
  unit: string | null;
  per: string | null;
  measure: string;
  approximate?: boolean;
}

export interface Casualty extends Quantity {
  harm: string;
}

export interface Voice extends Partial<Span> {
  voice: "author" | "source";
  stance: string;
  level?: number;
  entity?: string | null;
  name?: string;
  name_nl?: string;
  kind?: string;
}

export interface Spot {
  name: string;
  name_nl?: string;
  entity: string | null;
  country: string | null;
  lat: number | null;
  lon: number | null;
}

export interface ReportHead {
  id: string;
  uri: string;
  publisher: string | null;
  published: string | null;
  language: string;
}

export interface Roles {
  topic: Filler[];
  office: Filler[];
  goods: Filler[];
  currency: Filler[];
  casualties: Casualty[];
}

export interface Statement {
  id: string;
  report: ReportHead;
  sentence: number;
  evidence: Span;
  trigger: Span & { parts: Span[] };
  frame: string;
  plover: Plover | null;
  cameo: string | null;
  quad: number | null;
  goldstein: number | null;
  relation: string | null;
  reciprocal: boolean;
  actors: Filler[];
  recipients: Filler[];
  roles: Roles;
  time: { edtf: string | null; text: string | null; start: number | null; end: number | null } | null;
  place: (Spot & Span) | null;
  polarity: string;
  reality: string;
  certainty: string;
  attribution: Voice[];
  quantities: Quantity[];
  confidence: number;
  /** The event that it tells of; none of what holds, or of a former reading. */
  event?: string;
}

export interface StatementRef {
  id: string;
  report: { uri: string; published: string | null };
}

export interface Origin {
  name: string;
  kind: string;
  support: number;
  denial: number;
  statement_count: number;
  statements: string[];
}

/** What events, states and conflicts have in common: enough to put them into a line of words. */
export interface Told {
  frame: string;
  plover: Plover | null;
  relation: string | null;
  reciprocal?: boolean;
  actors: Party[];
  recipients: Party[];
}

export interface RecordEvent extends Told {
  id: string;
  time: { edtf: string } | null;
  place: Spot | null;
  phase: string;
  belief: number;
  origins: Origin[];
  /** How many there are: in a list a thing carries some of them only, the first told. */
  statement_count: number;
  statements: StatementRef[];
}

export interface State extends Told {
  id: string;
  matter: Party | null;
  time: { edtf: string } | null;
  valid: string;
  begin: string;
  end: string;
  status: string;
  source: string;
  belief: number;
  origins: Origin[];
  /** How many there are: in a list a thing carries some of them only, the first told. */
  statement_count: number;
  statements: StatementRef[];
}

export interface Conflict extends Told {
  id: string;
  kind: string;
  time: { edtf: string } | null;
  score: number;
  explanation: string | null;
  sides: { says: string; statement_count: number; statements: StatementRef[] }[];
  statement_count: number;
  statements: StatementRef[];
}

/** With a page of its statements in full. */
export interface ConflictDetail extends Omit<Conflict, "statements"> {
  statements: Statement[];
  next: string | null;
}

/** With a page of its statements in full. */
export interface StateDetail extends Omit<State, "statements"> {
  statements: Statement[];
  next: string | null;
}

export interface ReportInfo extends ReportHead {
  title: string | null;
  statements: number;
  sentences: number;
  unread: number;
  snippet?: string;
}

export interface Unread {
  start: number;
  end: number;
  reason: string;
  /** How many there are in the stretch. */
  count: number;
}

export interface Block {
  kind: string;
  start: number;
  end: number;
}

export interface Report extends Omit<ReportInfo, "statements" | "unread"> {
  text: string;
  blocks: Block[];
  sources: { uri: string; publisher: string | null }[];
  recorded: string;
  readings: unknown[];
  corrected_by: string[];
  retracted: string | null;
  unread: Unread[];
  statements: Statement[];
}

export interface Merge {
  a: string;
  b: string;
  score: number;
  reasons: string[];
  by: string;
}

export interface Judgement {
  id: string;
  kind: string;
  a: string;
  b: string;
  by: string;
  reason: string;
  withdrawn: boolean;
}

/** With a page of its statements in full, and what is to be told of those. */
export interface EventDetail extends Omit<RecordEvent, "statements"> {
  statements: Statement[];
  phases: { phase: string; statement_count: number; statements: string[] }[];
  merges: Merge[];
  conflicts: Conflict[];
  conflict_count: number;
  judgements: Judgement[];
  next: string | null;
}

export interface ActorLine {
  party: Party;
  statements: number;
  events?: number;
}

export interface Actor {
  party: Party;
  names: string[];
  description: string | null;
  lat: number | null;
  lon: number | null;
  roles: Record<string, number>;
  offices: State[];
  memberships: State[];
  states: State[];
  meetings: RecordEvent[];
  partners: { party: Party; statements: number; score: number | null }[];
  quantities: { statement: string; quantity: Quantity }[];
  says: Statement[];
  said_of: Statement[];
}

export interface PairPoint {
  start: string;
  statements: number;
  doings: number;
  reports: number;
  quads: number[];
  score: number | null;
  press: number | null;
}

export interface Pair {
  points: PairPoint[];
  types: { type: string; events: number }[];
  states: State[];
  state_count: number;
  left_out: LeftOut;
}

/** How many events of a pair its chart does not show, each under the first reason that holds. */
export interface LeftOut {
  unreal: number;
  undated: number;
  vague: number;
  /** Shown, but neither as cooperation nor as conflict. */
  uncoded: number;
}

export interface WorldLink {
  a: string;
  b: string;
  statements: number;
  events: number;
  score: number | null;
  types: Record<string, number>;
}

export interface WorldActor {
  /** By which links name it. */
  key: string;
  party: Party;
  lat: number | null;
  lon: number | null;
  statements: number;
}

export interface World {
  actors: WorldActor[];
  links: WorldLink[];
  memberships: State[];
  sanctions: State[];
}

export interface Overview {
  counts: Record<"reports" | "statements" | "events" | "states" | "conflicts" | "removed", number>;
  first: string | null;
  last: string | null;
  languages: Record<string, number>;
  publishers: { publisher: string | null; reports: number }[];
  types: { type: string; events: number }[];
  recent: RecordEvent[];
  contested: Conflict[];
  reports: ReportInfo[];
  actors: ActorLine[];
}

export interface Found {
  actors: ActorLine[];
  frames: { frame: string; gloss: Gloss }[];
  reports: ReportInfo[];
  statements: Statement[];
}

export interface Comparison {
  reports: ReportInfo[];
  common: { event: RecordEvent; statements: Record<string, Statement[]> }[];
  only: { report: string; events: RecordEvent[] }[];
  contradicted: Conflict[];
}

export interface Gloss {
  en: string;
  nl: string;
}

export interface Frame {
  name: string;
  gloss: Gloss;
}

export interface Session {
  can_judge: boolean;
  version: Record<string, string>;
  record: string;
}

export type Cell = string | number | boolean | null;

export interface Rows {
  columns: string[];
  rows: Cell[][];
  truncated: boolean;
}

export interface Listing<T> {
  items: T[];
  next: string | null;
  total: number | null;
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string | null;
}
