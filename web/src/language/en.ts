/// The pages' words in English. Every other language has the same keys.

export const en = {
  nav: {
    overview: "Overview", reports: "Reports", events: "Events", actors: "Actors", world: "World", conflicts: "Conflicts",
    compare: "Compare", ask: "Ask", reference: "API", skip: "To the page", menu: "Pages", home: "Registan, overview",
  },
  frame: {
    search: "Search the record", searchShort: "Search", language: "Nederlands", theme: "Theme", light: "light", dark: "dark", system: "as the system",
    clocks: "Clocks", asOf: "In the world, as of", known: "As known on", now: "today", reset: "Both to today", record: "Record",
    asOfHint: "What held on this day", knownHint: "Only what had been published by this day",
    data: "This page as data", csv: "CSV", json: "JSON",
  },
  state: {
    loading: "Loading …", empty: "Nothing here.", emptyNarrowed: "Nothing fits these filters.", widen: "Remove the filters",
    offline: "The server does not answer. Is registan serve still running?", missing: "There is no such thing in the record.",
    failed: "That did not work.", again: "Try again", notFound: "No page has this address.", notYet: "The server cannot answer this yet.",
    forbidden: "This needs the token. Open the address that registan serve printed; it ends in ?token=….",
  },
  list: { more: "Show more", of: (shown: string, all: string) => `${shown} of ${all}`, table: "The same as a table", page: "From the beginning", next: "Next" },
  count: {
    reports: (n: number, s: string) => `${s} ${n === 1 ? "report" : "reports"}`,
    statements: (n: number, s: string) => `${s} ${n === 1 ? "statement" : "statements"}`,
    events: (n: number, s: string) => `${s} ${n === 1 ? "event" : "events"}`,
    states: (n: number, s: string) => `${s} ${n === 1 ? "state" : "states"}`,
    conflicts: (n: number, s: string) => `${s} ${n === 1 ? "conflict" : "conflicts"}`,
    sources: (n: number, s: string) => `${s} ${n === 1 ? "source" : "sources"}`,
    earlier: (s: string) => `${s} earlier`,
    undated: (s: string) => `${s} without a date stand in the list only`,
  },
  column: {
    name: "Name", kind: "Kind", statements: "Statements", events: "Events", reports: "Reports", date: "Date", what: "What", actors: "Actors", recipients: "Towards",
    place: "Place", phase: "Phase", belief: "Belief", type: "Type", title: "Title", publisher: "Newspaper", language: "Language", score: "Score", valid: "Period",
    status: "Status", value: "Amount", words: "Words", cooperation: "Cooperation", conflict: "Conflict", from: "From", with: "With", meaning: "Meaning", share: "Share of the press",
  },
  filter: {
    title: "Narrow", actor: "Actor", other: "and actor", type: "Type", any: "any", place: "Place", voice: "Voice", reality: "Told as", polarity: "Polarity",
    from: "From", until: "Until", text: "Words", apply: "Apply", clear: "Clear", frame: "Doing", relation: "Relation", certainty: "Certainty",
    hint: "name or Wikidata id", wordsHint: "in the sentence",
  },
  overview: {
    title: "Overview", span: (first: string, last: string) => `from ${first} to ${last}`, lead: "The record holds", recent: "What happened last", contested: "Where sources part",
    reports: "Newest reports", actors: "Most named", types: "Kinds of events", publishers: "Newspapers", languages: "Languages", all: "all", unnamed: "unnamed newspaper", and: "and",
    firstSteps: "Nothing has been read yet.", how: "Read reports with", removed: (s: string) => `${s} removed`,
  },
  search: { title: "Search", found: (q: string) => `Found for “${q}”`, actors: "Actors", frames: "Doings", reports: "Reports", statements: "Statements", prompt: "Names, words, doings" },
  reports: { title: "Reports", untitled: "Untitled report" },
  report: {
    kind: "Report", published: "published", undated: "undated", recorded: "recorded", marks: "How words are marked", notes: "Statements", unread: "Left unread", showUnread: "Show what stayed unread",
    unreadCount: (s: string) => `${s} doings left unread`, noUnread: "Nothing stayed unread.", compare: "Compare with another report", corrected: "A later version corrects this report:", retracted: "This report was withdrawn:",
    sources: "Found at", inText: "in the text", nothing: "nothing was read here", details: "all details",
    reason: { "no-unit": "no word for it is known", "no-fit": "the words round it fit no frame", "nobody-known": "nobody known takes part", unsaid: "nobody says so", unsure: "read, but unsure", game: "told of a game" } as Record<string, string>,
  },
  mark: {
    trigger: "doing", actor: "actor", recipient: "towards", voice: "voice", time: "time", place: "place", other: "about", unread: "unread",
  } as Record<string, string>,
  events: { title: "Events", timeline: "When", undated: "Undated", spread: "Events by kind and time", help: "A filled mark happened, an outlined one is planned, a dotted one considered, a crossed one denied. A bar spans the days it may have fallen on; a small mark has no date of its own and stands where it was first told." },
  event: {
    kind: "Event", best: "Best account", words: "In their own words", agree: "What they agree on", differ: "What they differ on", nothingDiffers: "They differ on nothing.", origins: "Whose word this is",
    copies: (n: number, s: string) => `${s} ${n === 1 ? "statement" : "statements"}, counted as one word`, merge: "Why these are one event", alone: "Only one statement tells of it.", notSame: "These are not the same", undo: "Undo",
    reason: "Your reason", judged: "Judged not the same", before: "What came before", after: "What came after", withWhom: "among the same actors", for: "for", against: "against", says: "says", oneSource: "Only one source tells of it.",
    withdrawn: "withdrawn", phases: "How it went", conflicts: "Contested", where: "where", when: "when", who: "who", certainty: "how sure", told: "told as", toWhom: "to whom", amount: "how much", field: "Aspect",
  },
  actors: { title: "Actors" },
  actor: {
    kind: "Actor", names: "Also called", roles: "Roles", offices: "Offices", memberships: "Memberships", states: "Relations and states", meetings: "Meetings", partners: "Partners and opponents",
    quantities: "Amounts", says: "What it said", saidOf: "What is said of it", by: "by", member: "Members", memberOf: "Member of", pairWith: "over time with", allEvents: "All its events", ties: "Score from −10, hostile, to 10, cooperative",
    role: { actor: "as actor", recipient: "towards it", voice: "as voice", topic: "as topic" } as Record<string, string>,
  },
  pair: {
    title: "Two actors", over: "over time", choose: "Choose two actors", step: "Step", day: "day", week: "week", month: "month", chart: "Cooperation above the line, conflict below", score: "Score", types: "By kind", states: "States",
    open: "events then", choosePrompt: "Name two actors to see what passed between them.", help: "Bars count statements, circles on the line those that are neither; the dotted line is their mean PLOVER score.",
    leftOut: {
      undated: (n: number, s: string) => `${s} ${n === 1 ? "event has" : "events have"} no day and ${n === 1 ? "is" : "are"} not in the chart.`,
      vague: (n: number, s: string) => `${s} ${n === 1 ? "event spans" : "events span"} more than a month and ${n === 1 ? "is" : "are"} not in the chart.`,
      unreal: (n: number, s: string) => `${s} ${n === 1 ? "event is" : "events are"} told only as planned, possible or denied, and ${n === 1 ? "is" : "are"} not in the chart.`,
      uncoded: (n: number, s: string) => `${s} ${n === 1 ? "event has" : "events have"} no PLOVER type and ${n === 1 ? "is" : "are"} in the chart as ${n === 1 ? "a circle" : "circles"} at most.`,
    },
  },
  world: {
    title: "World", map: "Map", network: "Network", layers: "Layers", dealings: "Dealings", memberships: "Memberships", sanctions: "Sanctions", time: "Months shown", begin: "first month", end: "last month", of: "of",
    help: "Circles count statements. Lines join who had to do with whom: solid is friendly, dashed is hostile. Sanctions are arrows.", links: "Who has to do with whom", unplaced: (s: string) => `${s} more have no place on the map; the network shows them.`, chosen: "Chosen", all: "any body",
    play: "Play", pause: "Pause", mean: "mean score",
  },
  conflicts: {
    title: "Conflicts", lead: "Where reports cannot all be right: both sides, in their own words.", explained: "Show also what can be reconciled", since: "since", sure: "how sure that both cannot hold", versus: "against", reconciled: "reconciled by",
    kind: { polarity: "whether", value: "how much", time: "when", place: "where", actor: "who", voice: "who says so" } as Record<string, string>,
    kindTitle: "What is contested",
  },
  compare: { title: "Compare", choose: "Choose two reports or more", add: "Add a report", remove: "Remove", common: "Told by more than one", only: "Only here", contradicted: "Contradicted", none: "Nothing.", silent: "silent" },
  ask: {
    title: "Ask", lead: "Questions in SQL or SPARQL. The record can only be read.", sql: "SQL", sparql: "SPARQL", query: "Query", run: "Ask", examples: "Examples", views: "What can be asked", result: "Answer", chart: "As a chart",
    rows: (n: number, s: string) => `${s} ${n === 1 ? "row" : "rows"}`, truncated: "cut off", csv: "Download as CSV", empty: "No rows.", keys: "Ctrl + Enter asks",
  },
  reference: { title: "API", lead: "Everything these pages show can be had as JSON or CSV.", parameters: "Parameters", answers: "Answers", body: "Body", raw: "Description as OpenAPI", forms: "Forms", required: "required" },
  table: { null: "none" },
  statement: { by: "according to", author: "the report itself", implicit: "not said here, but meant", at: "in", confidence: "reader's confidence", source: "an unnamed source", event: "event" },
  type: {
    AGREE: "agree", CONSULT: "consult", SUPPORT: "support", CONCEDE: "concede", COOPERATE: "cooperate", AID: "aid", RETREAT: "retreat", REQUEST: "request", ACCUSE: "accuse", REJECT: "reject",
    THREATEN: "threaten", PROTEST: "protest", SANCTION: "sanction", MOBILIZE: "mobilise", COERCE: "coerce", ASSAULT: "assault",
  } as Record<string, string>,
  relation: {
    member_of: "member of", holds_office: "holds office", ally_of: "ally of", partner_of: "partner of", founder_of: "founder of", participates_in: "takes part in", trades_with: "trades with", supplies: "supplies",
    settles_in: "settles in", borders: "borders", at_war_with: "at war with", sanctions: "sanctions", recognises: "recognises",
  } as Record<string, string>,
  reality: {
    actual: "actual", planned: "planned", expected: "expected", possible: "possible", desired: "desired", demanded: "demanded", hypothetical: "hypothetical", questioned: "questioned", counterfactual: "counterfactual",
  } as Record<string, string>,
  polarity: { affirmed: "affirmed", denied: "denied" } as Record<string, string>,
  certainty: { certain: "certain", probable: "probable", possible: "possible", doubtful: "doubtful" } as Record<string, string>,
  phase: { carried_out: "happened", planned: "planned", considered: "considered", denied: "denied" } as Record<string, string>,
  status: { holds: "holds", planned: "planned", contested: "contested", denied: "denied" } as Record<string, string>,
  stance: { asserts: "asserts", reports: "reports", doubts: "doubts", denies: "denies" } as Record<string, string>,
  kind: { person: "person", state: "state", group: "group", organisation: "organisation", place: "place", other: "other" } as Record<string, string>,
  originKind: { voice: "voice", publisher: "newspaper", report: "report" } as Record<string, string>,
  languageName: { nl: "Dutch", en: "English" } as Record<string, string>,
  time: {
    about: (s: string) => `about ${s}`, perhaps: (s: string) => `${s}?`, since: (s: string) => `since ${s}`, until: (s: string) => `until ${s}`, between: (a: string, b: string) => `${a} – ${b}`,
    season: { 21: "spring", 22: "summer", 23: "autumn", 24: "winter" } as Record<number, string>, decade: (y: number) => `the ${y}s`, century: (y: number) => `${y}–${y + 99}`, none: "undated",
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
    day: (day: number, month: string) => `${day} ${month}`, dated: (s: string, year: number) => `${s} ${year}`,
    told: (s: string) => `told on ${s}`,
    sinceAtLeast: (s: string) => `at least since ${s}`,
  },
};

export type Messages = typeof en;
