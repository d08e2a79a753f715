/// Questions to start from, over the views that the server documents.

export interface Example {
  en: string;
  nl: string;
  query: string;
}

export const examples: Record<"sql" | "sparql", Example[]> = {
  sql: [
    {
      en: "Which doings are told of most?",
      nl: "Welke handelingen worden het vaakst verteld?",
      query: "SELECT frame, count(*) AS statements\nFROM statements\nGROUP BY frame\nORDER BY statements DESC\nLIMIT 15",
    },
    {
      en: "Who tells what of sanctions, affirmed or denied?",
      nl: "Wie vertelt wat over sancties, bevestigd of ontkend?",
      query: "SELECT publisher, published, actors, recipients, polarity, voice, report\nFROM statements\nWHERE frame = 'sanction'\nORDER BY published",
    },
    {
      en: "Who belongs to what, on whose word?",
      nl: "Wie hoort waarbij, volgens wie?",
      query: "SELECT actors, recipients, polarity, coalesce(voice, publisher) AS word, published\nFROM statements\nWHERE relation = 'member_of'\nORDER BY actors",
    },
    {
      en: "How hostile is each newspaper's news?",
      nl: "Hoe vijandig is het nieuws van elke krant?",
      query: "SELECT publisher, round(avg(score), 2) AS mean_score\nFROM statements\nWHERE score IS NOT NULL\nGROUP BY publisher\nORDER BY mean_score",
    },
    {
      en: "What is planned or demanded?",
      nl: "Wat is gepland of geëist?",
      query: "SELECT reality, actors, frame, recipients, time, publisher, report\nFROM statements\nWHERE reality IN ('planned', 'demanded')\nORDER BY first_day",
    },
    {
      en: "Whose voices are heard most?",
      nl: "Wiens stemmen klinken het vaakst?",
      query: "SELECT voice, count(*) AS statements\nFROM statements\nWHERE voice IS NOT NULL\nGROUP BY voice\nORDER BY statements DESC\nLIMIT 20",
    },
  ],
  sparql: [
    {
      en: "What does the graph hold?",
      nl: "Wat bevat de graaf?",
      query: "SELECT ?class (COUNT(?thing) AS ?things)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?things)",
    },
    { en: "Ten facts", nl: "Tien feiten", query: "SELECT ?subject ?predicate ?object\nWHERE { ?subject ?predicate ?object }\nLIMIT 10" },
  ],
};
