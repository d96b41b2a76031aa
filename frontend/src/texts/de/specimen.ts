import type { SpecimenWords } from "../specimen";

export const specimen: SpecimenWords = {
  heading: "Deine zehn Ziffern",
  note: "Von jeder deine neueste Zeichnung, wie sie geschrieben wurde, auch Muster, die du bestätigt hast: Blaue Punkte sind, wo ein Strich beginnt, die Zahlen ihre Reihenfolge. Ein Druck schreibt sie noch einmal; darunter steht, wie deine auf den ersten Blick gelesen wurden.",
  write: (label) => `Deine ${label} noch einmal schreiben`,
  missing: (label) => `noch keine ${label}`,
  alone: (correct, count) => `Netz ${correct} von ${count}`,
  together: (correct, count) => `mit Gedächtnis ${correct} von ${count}`,
  open: (label) => `Deine ${label} öffnen`,
  openShort: "öffnen",
  all: "Alle schreiben",
  save: "Als Bild sichern",
  print: "Drucken",
  beside: "Deine neben denen aller",
  which: "Welche Ziffer",
  only: (label) => `Die ${label} vergleichen`,
  yours: "Deine",
  others: "Die aller",
  noneOfYours: (label) => `Du hast noch keine ${label} gezeichnet.`,
  noOthers: (label) => `Noch hat hier niemand sonst eine ${label} gezeichnet.`,
};
