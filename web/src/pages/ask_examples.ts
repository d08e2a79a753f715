/// Questions to start from.

export interface Example {
  en: string;
  nl: string;
  query: string;
}

export const examples: Record<"sql" | "sparql", Example[]> = {
  sql: [
    { en: "Which doings are told of most?", nl: "Welke handelingen worden het vaakst verteld?", query: "SELECT frame, count(*) AS statements\nFROM statements\nGROUP BY frame\nORDER BY statements DESC\nLIMIT 15" },
  ],
  sparql: [{ en: "What does the graph hold?", nl: "Wat bevat de graaf?", query: "SELECT ?class (COUNT(?thing) AS ?things)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?things)" }],
};
