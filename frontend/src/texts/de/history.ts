import type { Figure } from "../history";
import type { Texts } from "../index";
import { aDigit, digits, moment, number } from "./formats";

const of = (n: Figure, part: string, whole: string) =>
  `${number.format(n(part))} von ${number.format(n(whole))}`;
const testDigits = (n: Figure) =>
  `Sie liest ${of(n, "correct", "count")} Testziffern; mindestens ${number.format(n("wanted"))} sollten es sein.`;
const ofPeople = (n: Figure) => {
  if (n("unseen") === 0) return "Keine Ziffer von Menschen war beiseitegelegt, um sie zu prüfen.";
  const all = `Von ${digits(n("unseen"))} von Menschen, die ihr nicht gezeigt ${n("unseen") === 1 ? "wurde" : "wurden"}`;
  return n("won") === 0 && n("lost") === 0
    ? `${all}, liest sie so viele wie die Version davor, und dieselben.`
    : `${all}, liest sie ${number.format(n("won"))}, die die Version davor falsch las, und liest ${number.format(n("lost"))} falsch, die sie las.`;
};

export const history: Texts["history"] = {
  heading: "Wie es gelernt hat",
  introduction:
    "Zehn geprüfte Ziffern ergeben eine Version. Sie übernimmt, wenn sie höchstens einen halben Prozentpunkt weniger Testziffern liest als die beste Version bisher, von keiner einzelnen Ziffer viel weniger, und wenn sie Ziffern von Menschen, die beiseitegelegt wurden, nicht schlechter liest als die Version davor, soweit der Zufall das erkennen lässt. Eine Version darf also etwas schlechter sein als die davor; Schritt für Schritt viel schlechter werden kann sie nicht. Zehn Ziffern, die dem Netz meist widersprechen, warten auf einen Menschen.",
  chart: "Was jede Version von denselben Testziffern liest; die Liste der Versionen hat dieselben Zahlen",
  peopleHeading: "Wie es Ziffern von Menschen liest",
  peopleNote: "Eine von zehn Ziffern wird zufällig für den Test beiseitegelegt; aus ihr wird nie gelernt.",
  peopleChart: "Was jede Version von den Ziffern liest, die für den Test beiseitegelegt sind",
  reference: "Testziffern, dieselben für jede Version",
  whisker: "95-%-Bereich: allein durch Zufall könnte eine Version irgendwo darin liegen",
  point: (version, correct, count) =>
    `Version ${version}: ${number.format(correct)} von ${number.format(count)}`,
  fewPeople: (correct, count) =>
    count === 0
      ? "Die Version, die jetzt liest, wurde noch an keiner gemessen."
      : `Die Version, die jetzt liest, schafft ${number.format(correct)} von ${number.format(count)}. Das ist zu wenig für Prozente; ab 30 werden sie hier gezeichnet.`,
  confusion: "Was es womit verwechselt",
  matrix: (correct, count) =>
    `Die neuesten ${digits(count)}, wie die jetzige Version sie liest: ${number.format(correct)} richtig. Eine Zeile ist, was gezeichnet wurde, eine Spalte, was gelesen wird.`,
  drawn: "Gezeichnet",
  readAs: "Gelesen als",
  cell: (n, label, guess) =>
    label === guess ? `${n} × ${label}, richtig gelesen` : `${n} × ${label}, gelesen als ${guess}`,
  openCell: "Wähle ein Feld, um die Zeichnungen dahinter zu sehen.",
  drawingsShown: (n) =>
    n === 0
      ? "Keine der Zeichnungen davon wird hier gezeigt."
      : n === 1
        ? "1 der Zeichnungen davon wird hier gezeigt."
        : `${number.format(n)} der Zeichnungen davon werden hier gezeigt.`,
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
  broughtBack:
    "Eine neuere liest nicht mehr: die Verwaltung hat so entschieden, oder jemand wollte vergessen werden.",
  kind: {
    base: "wie geliefert",
    ten: "aus zehn Ziffern",
    manual: "von Hand",
    imported: "importiert",
  },
  why: {
    accepted: (n) => `${testDigits(n)} ${ofPeople(n)}`,
    forgot: testDigits,
    forgot_digit: (n) =>
      `${testDigits(n)} Von jeder ${n("digit")} darunter liest sie ${of(n, "digit_correct", "digit_count")}; mindestens ${number.format(n("digit_wanted"))} sollten es sein.`,
    worse_for_people: (n) => `${testDigits(n)} ${ofPeople(n)} Das ist schlechter, als Zufall erklärt.`,
    contradicted: (n) =>
      `Bei ${number.format(n("contradicted"))} von ihren ${digits(n("new"))} war das Netz fast sicher, dass es andere sind. Bei mehr als ${number.format(n("most"))} wird die Version abgelehnt, und die Verwaltung entscheidet über diese Ziffern.`,
    not_finite: () => "Ihre Zahlen sind davongelaufen: Einige sind unendlich oder keine Zahlen.",
    weight_too_large: (n) =>
      `Eines ihrer Gewichte ist ${number.format(n("largest"))}; mehr als ${number.format(n("most"))} ist nicht gesund.`,
    not_storable: () => "Sie lässt sich nicht unbeschädigt speichern.",
    shipped: () => "Sie kam mit dem Programm.",
    new_base: () => "Sie lernt die gespeicherten Ziffern noch einmal, von einem neuen Anfang aus.",
    hand_taken_back: () => "Jemand hat alle eigenen Ziffern zurückgenommen; sie lernt ohne sie noch einmal.",
  },
  servedSince: (since) => `liest seit ${moment.format(since)}`,
  finished: (at) => `fertig ${moment.format(at)}`,
  queued: (at) => `eingereiht ${moment.format(at)}`,
  more: "Ältere Versionen",
};
