import type { LessonWords } from "../lesson";

export const lesson: LessonWords = {
  heading: "Eine Stunde von 45 Minuten",
  introduction:
    "Für Schülerinnen und Schüler ab etwa zwölf Jahren, allein oder zu zweit, jeweils mit einem Gerät, auf dem diese Seite offen ist. Nichts wird installiert, kein Name verlangt. Drucke diese Seite aus: Die Antworten kommen auf ein eigenes Blatt und bleiben auf dem Bildschirm verborgen, bis du sie zeigst.",
  print: "Drucken",
  back: "Zurück zur Seite Lernen",
  need: "Vorher: Öffne die Wand am Projektor. Sie zeigt die neuesten Ziffern, das Netz, das sie liest, und die Adresse für die Klasse. Probier selbst eine Ziffer.",
  wall: (address) => `Die Wand: ${address}`,
  planHeading: "Ablauf",
  columns: ["Minuten", "Auf welcher Seite", "Was die Klasse tut", "Was sie sieht"],
  plan: [
    [
      "0–5",
      "Malen",
      "Alle zeichnen drei Ziffern und sagen, welche es sind.",
      "Die Antwort folgt dem Stift; die meisten stimmen, und es sagt, wenn es nicht sicher ist.",
    ],
    [
      "5–12",
      "Innen",
      "Eine 7 zeichnen; das Neuron finden, das am meisten für sie sagt; es ausschalten; dann fünf zufällige, bis die 7 verloren ist.",
      "Kein Neuron ist die 7. Das Netz versagt nach und nach, nicht auf einmal.",
    ],
    [
      "12–20",
      "Lernen: eine Ziffer auf ihrem Weg",
      "Eine Zahl vom Bildpunkt bis zum Ausgang verfolgen und ein Produkt von Hand nachrechnen.",
      "Eine Antwort ist Malnehmen, Zusammenzählen und Zusammendrücken, sonst nichts.",
    ],
    [
      "20–30",
      "Lernen: aus dem Nichts",
      "Einem frischen Netz zehn eigene Ziffern beibringen; dann eine elfte zeichnen.",
      "Es liest, was man ihm gezeigt hat, und einen Teil von dem, was nicht.",
    ],
    [
      "30–37",
      "Lernen: alle Steigungen auf einmal",
      "Auf „Lass es vergessen“ drücken, die roten Ziffern zählen; das Wiederholen einschalten und noch einmal zählen.",
      "Nur eins zu lernen kostet die anderen; Wiederholen rettet sie.",
    ],
    [
      "37–42",
      "Malen und Hand",
      "Eine Ziffer seltsam zeichnen, einmal verbessern, noch einmal zeichnen. Zusammen die zehn füllen und zusehen, wie eine Version entsteht.",
      "Eine Verbesserung hilft einem selbst sofort; zehn Ziffern ändern das Netz für alle.",
    ],
    [
      "42–45",
      "Hand",
      "Ansehen, was aufgehoben ist; wer will, lässt es vergessen.",
      "Alles, was aufgehoben ist, lässt sich ansehen, mitnehmen und zurücknehmen.",
    ],
  ],
  questionsHeading: "Sechs Fragen",
  questionsNote: "Jede wird auf der Seite beantwortet; in Klammern steht, wo.",
  places: [
    "Lernen: vierzig davon",
    "Innen",
    "Lernen: zwei Gedächtnisse",
    "Lernen: nach zehn Ziffern",
    "Lernen: warum es vergisst",
    "Hand",
  ],
  answersHeading: "Antworten",
  showAnswers: "Antworten zeigen",
  hideAnswers: "Antworten verbergen",
  furtherHeading: "Für alle, die schon fertig sind",
  further: [
    "Finde eine Ziffer, die das Netz und deine Nachbarin oder dein Nachbar verschieden lesen. Wer hat recht, und woran würdest du es erkennen?",
    "Bring dem frischen Netz nur 1 und 7 bei. Was sagt es zu einer 4, und warum ist es so sicher?",
    "Warum darf eine neue Version einen halben Prozentpunkt weniger Testziffern lesen als die beste und trotzdem übernehmen?",
  ],
};
