/// The pages' words in Dutch.

import type { Messages } from "./en";

export const nl: Messages = {
  nav: {
    overview: "Overzicht", reports: "Berichten", events: "Gebeurtenissen", actors: "Actoren", world: "Wereld", conflicts: "Tegenspraak",
    compare: "Vergelijken", ask: "Vragen", reference: "API", skip: "Naar de pagina", menu: "Pagina’s", home: "Registan, overzicht",
  },
  frame: {
    search: "Doorzoek het archief", searchShort: "Zoeken", language: "English", theme: "Kleuren", light: "licht", dark: "donker", system: "als het systeem",
    clocks: "Klokken", asOf: "In de wereld, op", known: "Zoals bekend op", now: "vandaag", reset: "Beide op vandaag", record: "Archief",
    asOfHint: "Wat op deze dag gold", knownHint: "Alleen wat op deze dag gepubliceerd was",
    data: "Deze pagina als gegevens", csv: "CSV", json: "JSON",
  },
  state: {
    loading: "Laden …", empty: "Hier is niets.", emptyNarrowed: "Niets voldoet aan deze filters.", widen: "Filters verwijderen",
    offline: "De server antwoordt niet. Draait registan serve nog?", missing: "Dit staat niet in het archief.",
    failed: "Dat is niet gelukt.", again: "Opnieuw proberen", notFound: "Geen pagina heeft dit adres.", notYet: "De server kan dit nog niet beantwoorden.",
    forbidden: "Hiervoor is het token nodig. Open het adres dat registan serve toonde; het eindigt op ?token=….",
  },
  list: { more: "Meer tonen", of: (shown, all) => `${shown} van ${all}`, table: "Hetzelfde als tabel", page: "Vanaf het begin", next: "Volgende" },
  count: {
    reports: (n, s) => `${s} ${n === 1 ? "bericht" : "berichten"}`,
    statements: (n, s) => `${s} ${n === 1 ? "uitspraak" : "uitspraken"}`,
    events: (n, s) => `${s} ${n === 1 ? "gebeurtenis" : "gebeurtenissen"}`,
    states: (n, s) => `${s} ${n === 1 ? "toestand" : "toestanden"}`,
    conflicts: (n, s) => `${s} ${n === 1 ? "tegenspraak" : "tegenspraken"}`,
    sources: (n, s) => `${s} ${n === 1 ? "bron" : "bronnen"}`,
    earlier: (s) => `${s} eerder`,
    undated: (s) => `${s} zonder datum staan alleen in de lijst`,
  },
  column: {
    name: "Naam", kind: "Soort", statements: "Uitspraken", events: "Gebeurtenissen", reports: "Berichten", date: "Datum", what: "Wat", actors: "Actoren", recipients: "Jegens",
    place: "Plaats", phase: "Fase", belief: "Geloof", type: "Type", title: "Titel", publisher: "Krant", language: "Taal", score: "Score", valid: "Periode",
    status: "Stand", value: "Hoeveelheid", words: "Woorden", cooperation: "Samenwerking", conflict: "Conflict", from: "Vanaf", with: "Met", meaning: "Betekenis", share: "Aandeel in de pers",
  },
  filter: {
    title: "Verfijnen", actor: "Actor", other: "en actor", type: "Type", any: "alle", place: "Plaats", voice: "Stem", reality: "Verteld als", polarity: "Bevestigd of ontkend",
    from: "Vanaf", until: "Tot en met", text: "Woorden", apply: "Toepassen", clear: "Wissen", frame: "Handeling", relation: "Relatie", certainty: "Zekerheid",
    hint: "naam of Wikidata-nummer", wordsHint: "in de zin",
  },
  overview: {
    title: "Overzicht", span: (first, last) => `van ${first} tot ${last}`, lead: "Het archief bevat", recent: "Wat het laatst gebeurde", contested: "Waar bronnen uiteengaan",
    reports: "Nieuwste berichten", actors: "Meest genoemd", types: "Soorten gebeurtenissen", publishers: "Kranten", languages: "Talen", all: "alle", unnamed: "krant onbekend", and: "en",
    firstSteps: "Er is nog niets gelezen.", how: "Lees berichten met", removed: (s) => `${s} verwijderd`,
  },
  search: { title: "Zoeken", found: (q) => `Gevonden voor ‘${q}’`, actors: "Actoren", frames: "Handelingen", reports: "Berichten", statements: "Uitspraken", prompt: "Namen, woorden, handelingen" },
  reports: { title: "Berichten", untitled: "Bericht zonder titel" },
  report: {
    kind: "Bericht", published: "verschenen", undated: "ongedateerd", recorded: "opgenomen", marks: "Hoe woorden gemerkt zijn", notes: "Uitspraken", unread: "Ongelezen gebleven", showUnread: "Toon wat ongelezen bleef",
    unreadCount: (s) => `${s} handelingen ongelezen`, noUnread: "Niets bleef ongelezen.", compare: "Vergelijk met een ander bericht", corrected: "Een latere versie verbetert dit bericht:", retracted: "Dit bericht is ingetrokken:",
    sources: "Gevonden op", inText: "in de tekst", nothing: "hier is niets gelezen", details: "alle bijzonderheden",
    reason: { "no-unit": "er is geen woord voor bekend", "no-fit": "de woorden eromheen passen in geen frame", "nobody-known": "niemand die bekend is doet mee", unsaid: "niemand zegt het", unsure: "gelezen, maar onzeker", game: "van een wedstrijd verteld" },
  },
  mark: { trigger: "handeling", actor: "actor", recipient: "jegens", voice: "stem", time: "tijd", place: "plaats", other: "over", unread: "ongelezen" },
  events: { title: "Gebeurtenissen", timeline: "Wanneer", undated: "Ongedateerd", spread: "Gebeurtenissen naar soort en tijd", help: "Een vol teken gebeurde, een open teken is gepland, een gestippeld overwogen, een doorkruist ontkend. Een balk bestrijkt de dagen waarop het gebeurd kan zijn; een klein teken heeft geen eigen datum en staat waar het het eerst verteld werd." },
  event: {
    kind: "Gebeurtenis", best: "Beste lezing", words: "In hun eigen woorden", agree: "Waarover zij het eens zijn", differ: "Waarin zij verschillen", nothingDiffers: "Zij verschillen nergens in.", origins: "Wiens woord dit is",
    copies: (n, s) => `${s} ${n === 1 ? "uitspraak" : "uitspraken"}, geteld als één woord`, merge: "Waarom dit één gebeurtenis is", alone: "Slechts één uitspraak vertelt ervan.", notSame: "Deze zijn niet dezelfde", undo: "Ongedaan maken",
    reason: "Uw reden", judged: "Geoordeeld: niet dezelfde", before: "Wat eraan voorafging", after: "Wat erop volgde", withWhom: "tussen dezelfde actoren", for: "voor", against: "tegen", says: "zegt", oneSource: "Slechts één bron vertelt ervan.",
    withdrawn: "ingetrokken", phases: "Hoe het verliep", conflicts: "Omstreden", where: "waar", when: "wanneer", who: "wie", certainty: "hoe zeker", told: "verteld als", toWhom: "jegens wie", amount: "hoeveel", field: "Aspect",
  },
  actors: { title: "Actoren" },
  actor: {
    kind: "Actor", names: "Ook genoemd", roles: "Rollen", offices: "Ambten", memberships: "Lidmaatschappen", states: "Relaties en toestanden", meetings: "Ontmoetingen", partners: "Partners en tegenstanders",
    quantities: "Hoeveelheden", says: "Wat deze zei", saidOf: "Wat erover gezegd wordt", by: "volgens", member: "Leden", memberOf: "Lid van", pairWith: "in de tijd met", allEvents: "Alle gebeurtenissen", ties: "Score van −10, vijandig, tot 10, samenwerkend",
    role: { actor: "als actor", recipient: "jegens deze", voice: "als stem", topic: "als onderwerp" },
  },
  pair: {
    title: "Twee actoren", over: "in de tijd", choose: "Kies twee actoren", step: "Stap", day: "dag", week: "week", month: "maand", chart: "Samenwerking boven de lijn, conflict eronder", score: "Score", types: "Naar soort", states: "Toestanden",
    open: "gebeurtenissen toen", choosePrompt: "Noem twee actoren om te zien wat er tussen hen voorviel.", help: "Balken tellen uitspraken, cirkels op de lijn wat geen van beide is; de stippellijn is hun gemiddelde PLOVER-score.",
    leftOut: {
      undated: (n, s) => `${s} ${n === 1 ? "gebeurtenis heeft" : "gebeurtenissen hebben"} geen dag en ${n === 1 ? "staat" : "staan"} niet in de grafiek.`,
      vague: (n, s) => `${s} ${n === 1 ? "gebeurtenis beslaat" : "gebeurtenissen beslaan"} meer dan een maand en ${n === 1 ? "staat" : "staan"} niet in de grafiek.`,
      unreal: (n, s) => `${s} ${n === 1 ? "gebeurtenis wordt" : "gebeurtenissen worden"} alleen als gepland, mogelijk of ontkend verteld en ${n === 1 ? "staat" : "staan"} niet in de grafiek.`,
      uncoded: (n, s) => `${s} ${n === 1 ? "gebeurtenis heeft" : "gebeurtenissen hebben"} geen PLOVER-type en ${n === 1 ? "staat" : "staan"} hoogstens als ${n === 1 ? "cirkel" : "cirkels"} in de grafiek.`,
    },
  },
  world: {
    title: "Wereld", map: "Kaart", network: "Netwerk", layers: "Lagen", dealings: "Betrekkingen", memberships: "Lidmaatschappen", sanctions: "Sancties", time: "Getoonde maanden", begin: "eerste maand", end: "laatste maand", of: "van",
    help: "Cirkels tellen uitspraken. Lijnen verbinden wie met wie van doen had: doorgetrokken is vriendelijk, gestreept vijandig. Sancties zijn pijlen.", links: "Wie met wie van doen heeft", unplaced: (s) => `${s} andere hebben geen plaats op de kaart; het netwerk toont ze.`, chosen: "Gekozen", all: "elk verband",
    play: "Afspelen", pause: "Stil", mean: "gemiddelde score",
  },
  conflicts: {
    title: "Tegenspraak", lead: "Waar berichten niet allemaal gelijk kunnen hebben: beide kanten, in hun eigen woorden.", explained: "Toon ook wat te verzoenen is", since: "sinds", sure: "hoe zeker dat beide niet kunnen", versus: "tegenover", reconciled: "verzoend door",
    kind: { polarity: "of", value: "hoeveel", time: "wanneer", place: "waar", actor: "wie", voice: "wie dat zegt" },
    kindTitle: "Wat omstreden is",
  },
  compare: { title: "Vergelijken", choose: "Kies twee of meer berichten", add: "Bericht toevoegen", remove: "Verwijderen", common: "Door meer dan één verteld", only: "Alleen hier", contradicted: "Tegengesproken", none: "Niets.", silent: "zwijgt" },
  ask: {
    title: "Vragen", lead: "Vragen in SQL of SPARQL. Het archief kan alleen gelezen worden.", sql: "SQL", sparql: "SPARQL", query: "Vraag", run: "Vraag", examples: "Voorbeelden", views: "Wat gevraagd kan worden", result: "Antwoord", chart: "Als grafiek",
    rows: (n, s) => `${s} ${n === 1 ? "rij" : "rijen"}`, truncated: "afgekapt", csv: "Downloaden als CSV", empty: "Geen rijen.", keys: "Ctrl + Enter vraagt",
  },
  reference: { title: "API", lead: "Alles wat deze pagina’s tonen is als JSON of CSV te krijgen.", parameters: "Parameters", answers: "Antwoorden", body: "Inhoud", raw: "Beschrijving als OpenAPI", forms: "Vormen", required: "verplicht" },
  table: { null: "geen" },
  statement: { by: "volgens", author: "het bericht zelf", implicit: "hier niet gezegd, wel bedoeld", at: "in", confidence: "vertrouwen van de lezer", source: "een niet genoemde bron", event: "gebeurtenis" },
  type: {
    AGREE: "instemmen", CONSULT: "overleggen", SUPPORT: "steunen", CONCEDE: "toegeven", COOPERATE: "samenwerken", AID: "hulp geven", RETREAT: "terugtrekken", REQUEST: "verzoeken", ACCUSE: "beschuldigen", REJECT: "afwijzen",
    THREATEN: "dreigen", PROTEST: "protesteren", SANCTION: "sancties", MOBILIZE: "mobiliseren", COERCE: "dwingen", ASSAULT: "aanvallen",
  },
  relation: {
    member_of: "lid van", holds_office: "bekleedt ambt", ally_of: "bondgenoot van", partner_of: "partner van", founder_of: "oprichter van", participates_in: "neemt deel aan", trades_with: "handelt met", supplies: "levert",
    settles_in: "rekent af in", borders: "grenst aan", at_war_with: "in oorlog met", sanctions: "sancties", recognises: "erkent",
  },
  reality: {
    actual: "feitelijk", planned: "gepland", expected: "verwacht", possible: "mogelijk", desired: "gewenst", demanded: "geëist", hypothetical: "hypothetisch", questioned: "bevraagd", counterfactual: "niet gebeurd",
  },
  polarity: { affirmed: "bevestigd", denied: "ontkend" },
  certainty: { certain: "zeker", probable: "waarschijnlijk", possible: "mogelijk", doubtful: "twijfelachtig" },
  phase: { carried_out: "gebeurd", planned: "gepland", considered: "overwogen", denied: "ontkend" },
  status: { holds: "geldt", planned: "gepland", contested: "omstreden", denied: "ontkend" },
  stance: { asserts: "stelt", reports: "meldt", doubts: "betwijfelt", denies: "ontkent" },
  kind: { person: "persoon", state: "staat", group: "groep", organisation: "organisatie", place: "plaats", other: "ander" },
  originKind: { voice: "stem", publisher: "krant", report: "bericht" },
  languageName: { nl: "Nederlands", en: "Engels" },
  time: {
    about: (s) => `omstreeks ${s}`, perhaps: (s) => `${s}?`, since: (s) => `sinds ${s}`, until: (s) => `tot ${s}`, between: (a, b) => `${a} – ${b}`,
    season: { 21: "voorjaar", 22: "zomer", 23: "najaar", 24: "winter" }, decade: (y) => `de jaren ${y}`, century: (y) => `${y}–${y + 99}`, none: "ongedateerd",
    months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    day: (day, month) => `${day} ${month}`, dated: (s, year) => `${s} ${year}`,
    told: (s) => `verteld op ${s}`,
    sinceAtLeast: (s) => `zeker sinds ${s}`,
  },
};
