import type { Texts } from "../index";
import { aDigit, digits, moment, number } from "./formats";

export const history: Texts["history"] = {
  heading: "Wie es gelernt hat",
  introduction:
    "Zehn geprüfte Ziffern ergeben eine Version. Sie übernimmt, wenn sie höchstens einen halben Prozentpunkt weniger Testziffern liest als die beste Version bisher, und wenn sie Ziffern von Menschen, die beiseitegelegt wurden, nicht schlechter liest als die Version davor, soweit der Zufall das erkennen lässt. Eine Version darf also etwas schlechter sein als die davor; Schritt für Schritt viel schlechter werden kann sie nicht.",
  chart: "Was jede Version von denselben Testziffern liest; die Liste der Versionen hat dieselben Zahlen",
  peopleChart: "Was jede Version von den Ziffern liest, die für den Test beiseitegelegt sind",
  reference: "Testziffern, dieselben für jede Version",
  whisker: "95-%-Bereich: allein durch Zufall könnte eine Version irgendwo darin liegen",
  point: (version, correct, count) =>
    `Version ${version}: ${number.format(correct)} von ${number.format(count)}`,
  fewPeople: (correct, count) =>
    count === 0
      ? "Noch ist keine beiseitegelegt: es ist eine von zehn, durch Zufall."
      : `Die Version, die jetzt liest, schafft ${number.format(correct)} von ${number.format(count)}. Das ist zu wenig für Prozente; ab 30 werden sie hier gezeichnet.`,
  confusion: "Was es womit verwechselt",
  matrix: (correct, count) =>
    `Die neuesten ${digits(count)}, wie die jetzige Version sie liest: ${number.format(correct)} richtig. Eine Zeile ist, was gezeichnet wurde, eine Spalte, was gelesen wird.`,
  drawn: "Gezeichnet",
  readAs: "Gelesen als",
  cell: (n, label, guess) =>
    label === guess ? `${n} × ${label}, richtig gelesen` : `${n} × ${label}, gelesen als ${guess}`,
  openCell: "Wähle ein Feld, um die Zeichnungen dahinter zu sehen.",
  drawing: (label, guess) => `${aDigit(label)}, gelesen als ${aDigit(guess)}`,
  noDigits: "Noch hat niemand eine Ziffer geprüft. Die ersten werden hier gezählt.",
  versions: "Versionen",
  reading: "Liest jetzt",
  status: {
    queued: "Wartet",
    training: "Lernt",
    promoted: "Übernommen",
    rejected: "Abgelehnt",
    failed: "Misslungen",
  },
  undone: "Zurückgenommen",
  kind: {
    base: "wie geliefert",
    ten: "aus zehn Ziffern",
    manual: "von Hand",
    imported: "importiert",
  },
  servedSince: (since) => `liest seit ${moment.format(since)}`,
  finished: (at) => `fertig ${moment.format(at)}`,
  queued: (at) => `eingereiht ${moment.format(at)}`,
  more: "Ältere Versionen",
};
