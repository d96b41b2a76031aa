/** Die Wörter der Seite auf Deutsch. */

import { aDigit, capitalADigit, digits, number, percentage, readOf, wholePercentage } from "./de/formats";
import { gallery } from "./de/gallery";
import { game } from "./de/game";
import { hand } from "./de/hand";
import { handOn } from "./de/handOn";
import { history } from "./de/history";
import { inside } from "./de/inside";
import { severalDigits } from "./de/severalDigits";
import { takeHome } from "./de/takeHome";
import { ghost, proof, stage } from "./de/stage";
import { wall } from "./de/wall";
import type { Texts } from "./index";

const firstYes = (whoSees: string) =>
  `Ein „Ja“ oder eine Verbesserung behält die Zeichnung, wie sie entstand, was sie nach deinen Worten ist, was geraten wurde und wann; ein Cookie mit einer Zufallszahl kennzeichnet sie als deine; ${whoSees}, und alles, was dir gehört, kannst du jederzeit zurücknehmen, auf der Seite`;

export { learn } from "./de/learn";
export { lesson } from "./de/lesson";
export { specimen } from "./de/specimen";

export const texts: Texts = {
  number: (value) => number.format(value),
  header: {
    name: "Ductus",
    tagline: "Ein kleines neuronales Netz liest deine Ziffern und lernt deine Hand.",
    navigation: "Seiten",
    views: {
      draw: "Malen",
      hand: "Hand",
      inside: "Innen",
      history: "Verlauf",
      gallery: "Galerie",
      learn: "Lernen",
    },
    title: {
      draw: "Ductus: zeichne eine Ziffer",
      hand: "Deine Hand · Ductus",
      inside: "Im Inneren des Netzes · Ductus",
      history: "Wie es gelernt hat · Ductus",
      gallery: "Was gezeichnet wurde · Ductus",
      learn: "Wie es funktioniert · Ductus",
      game: "Sechzig Sekunden · Ductus",
    },
    skip: "Zur Seite selbst",
    loading: "Einen Moment …",
  },
  footer: {
    about: "Für alle, die zeichnen",
    kept: "Was von dir behalten wird",
    questions: "Sechs Fragen und Antworten",
    label: "Für alle, die sich darum kümmern",
    language: "Sprache",
    theme: "Farben",
    themes: { system: "wie das Gerät", light: "hell", dark: "dunkel" },
    admin: "Verwaltung",
    api: "API",
  },
  write: {
    heading: "Du schreibst",
    invitation: "Schreib hier eine Ziffer",
    canvas: (nStrokes) =>
      nStrokes === 0
        ? "Blatt für eine Ziffer, leer"
        : `Blatt für eine Ziffer, ${nStrokes === 1 ? "1 Strich" : `${nStrokes} Striche`}`,
    photographed: "Blatt mit dem Foto einer Ziffer",
    wanted: (digit) => `Zeichne mir ${aDigit(digit)}`,
    wantedWhy: {
      weak: (digit) =>
        `Zeichne mir ${aDigit(digit)}, wenn du magst: Deine liest es am öftesten falsch und lernt daran am meisten.`,
      scarce: (digit) =>
        `Zeichne mir ${aDigit(digit)}, wenn du magst: Davon hat es von dir am wenigsten gesehen und lernt daran am meisten.`,
    },
    undo: "Zurück",
    redo: "Vor",
    clear: "Leeren",
    photo: "Foto",
    turnPhoto: "Drehen",
    photoHint: "Oder füge ein Bild ein, oder zieh eins hierher",
    dropHere: "Lass das Bild hier fallen",
    photoFailures: {
      noInk:
        "Auf dem Foto ist keine Tinte. Fotografiere die Ziffer von näher, dunkel auf hellem Papier, oder zeichne sie.",
      notAPicture:
        "In dieser Datei ist kein Bild, das dieser Browser lesen kann. Nimm ein PNG oder ein JPEG.",
      falsified:
        "Dieser Browser verfälscht, was eine Seite von einer Zeichenfläche liest; darum wurde das Bild nicht genommen. Zeichne die Ziffer, oder erlaube dieser Seite, Zeichenflächen zu lesen, oder nimm ein PNG von höchstens 1024 × 1024 Punkten und 187 kB: das wird gesendet, wie es ist.",
      tooLarge:
        "Dieses Bild ließ sich nicht klein genug machen. Schneide es auf die Ziffer zu und versuch es noch einmal.",
    },
  },
  steps: {
    heading: "Was es sieht",
    none: "Zeichne, dann siehst du hier, was aus deiner Tinte wird.",
    good: "Von deiner Tinte zu dem, was das Netz bekommt. „Im Lot“: so geschert, dass die Tinte im Ganzen nach keiner Seite neigt.",
    captions: {
      grey: "Tinte",
      grains: "Tinte",
      ink: "Schnitt",
      narrowed: "schmal",
      straightened: "im Lot",
      picture: "28×28",
    },
    alt: (caption) => `Die Zeichnung, ${caption}`,
    hints: {
      full: "Mehr Striche lassen sich nicht senden. Nimm einige zurück, oder leere das Blatt.",
      too_small:
        "Die Ziffer ist recht klein: Fotografiere sie aus der Nähe, oder schneide das Bild auf sie zu.",
      cut_off: "Ein Teil liegt jenseits des Randes: Lass die ganze Ziffer auf dem Blatt.",
      too_thin: "Die Linie ist sehr dünn: Ein breiterer Stift wird sicherer gelesen.",
      several_digits: "Das sieht nach mehreren Ziffern aus: Lass Platz zwischen ihnen.",
      ruled:
        "Es scheinen Linien des Papiers hindurchzulaufen: Nimm leeres Papier, oder schneide das Bild auf die Ziffer zu.",
    },
  },
  read: {
    heading: "Es liest",
    blank: "Noch nichts. Zeichne eine Ziffer von 0 bis 9: Sie wird gelesen, während du schreibst.",
    reading: "Es liest …",
    certain: (digit) => `${capitalADigit(digit)}. Keine andere kommt ihr nahe.`,
    certainBut: (digit, second, confidence) =>
      `${capitalADigit(digit)}. Danach kommt ${aDigit(second)}, mit ${wholePercentage.format(confidence)}.`,
    several: (n) =>
      `Das sieht nach ${digits(n)} aus. Lass Platz zwischen ihnen, dann werden sie als Zahl gelesen; oder sag, was es sein soll.`,
    network: "Das Netz bei der Arbeit",
    lookInside: "Das Netz bei der Arbeit: sieh hinein",
    unsure: (digit, second) =>
      second === null
        ? `Nicht sicher. Vielleicht ${aDigit(digit)}.`
        : `Nicht sicher. Vielleicht ${aDigit(digit)}, oder ${aDigit(second)}.`,
    unusual: (digit) =>
      `Vielleicht ${aDigit(digit)}. Die Antworten sind eindeutig, aber etwas an der Zeichnung ist für ${aDigit(digit)} ungewöhnlich.`,
    none: "Ich erkenne darin keine Ziffer. Versuch es noch einmal, oder sag, welche es sein soll.",
    byOwnMemory: (network, own) =>
      network === null
        ? `Die Antworten sind von beiden Gedächtnissen zusammen: Das gemeinsame Netz allein erkennt keine Ziffer; dein eigenes Gedächtnis liest deine ${own}, wie in:`
        : `Die Antworten sind von beiden Gedächtnissen zusammen: Das gemeinsame Netz allein liest ${aDigit(network)}; dein eigenes Gedächtnis liest deine ${own}, wie in:`,
    ownDrawing: (label) => `${capitalADigit(label)} von dir`,
    outputs: "Seine zehn Antworten",
    outputsNote:
      "Zehn Antworten, die nichts voneinander wissen, keine Wahrscheinlichkeiten: Jede sagt, wie sehr die Zeichnung nach ihrer Ziffer aussieht; zusammen müssen sie nicht 100 % ergeben.",
    outputsOfBoth:
      "Zehn Antworten, keine Wahrscheinlichkeiten. Was du von deinen Ziffern gesagt hast, ist ein zweites Gedächtnis, dein eigenes, das das gemeinsame Netz für dich verbessert: Seine Verbesserungen stecken in den Balken; ein dünner Strich zeigt, wo das Netz allein enden würde.",
    whyTwoMemories: "Warum es zwei Gedächtnisse gibt",
    percent: (confidence) => wholePercentage.format(confidence).padStart(5, "\u2007"),
    failures: {
      away: "Der Server antwortet nicht. Deine Zeichnung bleibt hier und wird gelesen, sobald er zurück ist; du kannst auch jetzt sagen, welche Ziffer es ist.",
      throttled: (wait_s) =>
        `Das ging schnell: Der Server bittet um eine kurze Pause. Deine Zeichnung wird in ${Math.ceil(wait_s)} s gelesen.`,
      unavailable:
        "Der Server ist gerade nicht bereit. Deine Zeichnung bleibt hier und wird gleich noch einmal gelesen.",
    },
  },
  teach: {
    heading: "Es lernt",
    tryOne: "Kein Stift zur Hand? Probier eine von diesen:",
    sample: (digit) => `Schreib ${aDigit(digit)} als Beispiel`,
    ofSample: "Diese hat die Seite geschrieben. Ein „Ja“ zählt sie trotzdem zu deinen Ziffern.",
    yes: (digit) => `Ja, es ist ${aDigit(digit)}`,
    yesWithoutGuess: "Ja, das stimmt",
    either: (digit) => `Es ist ${aDigit(digit)}`,
    no: "Nein? Dann sag, was es ist:",
    neither: "Keine davon? Dann sag, was es ist:",
    takeBack: (label) => `Die ${label} zurücknehmen`,
    takingBack: "Wird zurückgenommen …",
    takenBack: (label) => `Die ${label} ist zurückgenommen und liegt wieder auf deinem Blatt.`,
    takenBackOnly: (label) => `Die ${label} ist zurückgenommen: Von jetzt an wird aus ihr nichts gelernt.`,
    notTakenBack: (label) => `Die ${label} ließ sich gerade nicht zurücknehmen. Versuch es in der Galerie.`,
    choose: (digit) => `Es ist ${aDigit(digit)}`,
    drawFirst: "Zeichne erst eine Ziffer: Auf dem Blatt ist noch nichts.",
    unanswerable: "Hierzu kann keine Antwort angenommen werden: Zeichne neu, oder nimm ein anderes Bild.",
    noGuess: "Es ist noch nichts geraten, was du bestätigen könntest. Wähle die Ziffer selbst.",
    thanks: (label) => `Danke für die ${label}.`,
    thanksInMemory: (label) =>
      `Danke für die ${label}. Dieser Browser lässt die Seite sie nicht aufheben: Lass die Seite offen, bis sie gesendet ist.`,
    known: "Dein eigenes Gedächtnis hat sie jetzt.",
    remembered:
      "Dein eigenes Gedächtnis hat sie, spricht aber noch nicht mit: Bisher würde es mehr von deiner Hand falsch lesen.",
    learnedNext: (nMissing) => `Das gemeinsame Netz lernt sie nach ${number.format(nMissing)} weiteren.`,
    missing: (nMissing) => `Das gemeinsame Netz lernt nach ${number.format(nMissing)} weiteren wieder.`,
    forTesting: "Das gemeinsame Netz wird mit ihr geprüft und lernt sie nicht.",
    tenth: (n) => `Das sind ${number.format(n)}: Jetzt lernt das gemeinsame Netz.`,
    tenthForTesting: (n) =>
      `Das sind ${number.format(n)}: Jetzt lernt das gemeinsame Netz, und mit dieser wird es geprüft.`,
    paused: "Sie ist für später aufgehoben: Die Verwaltung hat das Lernen des gemeinsamen Netzes angehalten.",
    held: "Sie wird zurückgehalten, bis die Verwaltung entscheidet; das gemeinsame Netz lernt sie nicht.",
    beforeTheFirst: {
      everyone: firstYes("alle hier können die Zeichnung sehen"),
      own: firstYes("nur du und wer sich um dieses Programm kümmert kann sie sehen"),
      none: firstYes("nur du und wer sich um dieses Programm kümmert kann sie sehen"),
    },
    notTaken: (label, reason) => `Die ${label} wurde nicht angenommen. ${reason}`,
    waiting: (n) => `${digits(n)} ${n === 1 ? "wartet" : "warten"} darauf, gesendet zu werden.`,
    waitingWhy: {
      away: "Der Server antwortet nicht.",
      throttled: "Der Server bittet um eine kurze Pause.",
      unavailable: "Der Server ist gerade nicht bereit.",
    },
    waitingKept: "In diesem Browser aufgehoben; gesendet wird ganz von selbst.",
    waitingInMemory:
      "Dieser Browser lässt die Seite nicht aufheben, was wartet: Lass die Seite offen, bis es gesendet ist.",
    sendNow: "Jetzt senden",
    close: "Schließen",
    onSheetAgain: "Sie liegt wieder auf deinem Blatt.",
    layOut: "Aufs Blatt legen",
  },
  refusals: {
    blank_drawing: "In der Zeichnung ist keine Tinte. Zeichne die Ziffer mit ein, zwei klaren Strichen.",
    too_large:
      "Die Zeichnung ist größer, als der Server annimmt. Leere das Blatt und zeichne sie noch einmal.",
    idempotency_conflict:
      "Unter ihrem Namen wurde schon eine andere Ziffer gesendet. Zeichne sie noch einmal.",
    gone: "Sie wurde inzwischen zurückgenommen.",
    invalid_request:
      "Der Server konnte mit dem, was diese Seite gesendet hat, nichts anfangen. Lade die Seite neu und zeichne noch einmal.",
    invalid_image:
      "Der Server konnte dieses Bild nicht lesen. Wähle ein PNG oder ein JPEG, oder zeichne die Ziffer.",
    not_found: "Es ist nicht hier, oder nicht für dich zu sehen.",
    unsupported_media_type: "Dateien dieser Art nimmt der Server nicht an. Wähle ein PNG oder ein JPEG.",
    unknown_host: ({ host = "", setting = "" }) =>
      `Dieses Programm kennt sich unter dem Namen ${host} nicht. Wer es betreibt, kann den Namen in die Einstellung ${setting} aufnehmen.`,
    cross_site: ({ origin = "", setting = "" }) =>
      `Für den Server scheint diese Seite von einer anderen Website zu sein, ${origin}. Wer ihn betreibt, kann sie in die Einstellung ${setting} aufnehmen.`,
  },
  model: {
    seal: (version, nNew, retrainAt) =>
      `Version ${version}; ${nNew} von ${retrainAt} Ziffern, bis das Netz wieder lernt`,
    sealPaused: (version) => `Version ${version}; das Lernen ist angehalten`,
    version: "Version",
    reading: (version) => `Version ${version} liest`,
    nowReading: (version) => `Jetzt liest Version ${version}`,
    readsAgain: (version) => `Version ${version} liest wieder.`,
    tryIt: (version) => `Das Netz hat gelernt: Jetzt liest Version ${version}. Probier sie aus.`,
    counting: (nNew, retrainAt) => `${nNew} von ${retrainAt}, bis das Netz wieder lernt`,
    awaited: (retrainAt) => `${retrainAt} Ziffern sind beisammen: Gleich lernt das Netz.`,
    training: (progress) =>
      progress === null ? "Das Netz lernt …" : `Das Netz lernt: ${wholePercentage.format(progress)}`,
    paused: "Die Verwaltung hat das Lernen angehalten. Neue Ziffern werden für später aufgehoben.",
    trainingLabel: "Training",
    kept: (version) => `Die neuesten zehn wurden nicht übernommen: Version ${version} liest weiter.`,
    loading: "Es wird gefragt, welche Version liest …",
    away: "Der Server antwortet nicht: Das hier kann veraltet sein.",
    awayAtFirst: (interval_s) =>
      `Der Server antwortet nicht. Diese Seite fragt ${interval_s === 1 ? "jede Sekunde" : `alle ${number.format(interval_s)} Sekunden`} wieder.`,
    accuracy: "Wie gut es liest",
    reference: "Testziffern, dieselben für jede Version",
    ofThem: "davon",
    mnist: "Testziffern aus MNIST, einer bekannten Sammlung",
    people: "Ziffern von Menschen, für den Test beiseitegelegt",
    share: (fraction) => percentage.format(fraction),
    readOf,
    counts: (correct, count) => `${number.format(correct)} von ${number.format(count)}`,
    notMeasured: "nicht gemessen",
    notForThis: "für diese Version nicht gemessen",
  },
  hand,
  stage,
  ghost,
  proof,
  handOn,
  game,
  severalDigits,
  takeHome,
  arrivals: {
    heading: "Zuletzt geprüft",
    note: {
      everyone:
        "Von allen hier; darunter steht, was es sein soll. Aus den unterstrichenen wird erst noch gelernt.",
      own: "Von dir; darunter steht, was es sein soll.",
    },
    none: "Noch nichts: Deine wird die erste sein.",
    alt: (label) => capitalADigit(label),
    waits: (label) => `${capitalADigit(label)}, aus der erst noch gelernt wird`,
    elsewhere: (label) => `Eben hat jemand anderes ${aDigit(label)} geprüft.`,
    others: (n, isAtLeast) =>
      `Andere haben ${isAtLeast ? "mindestens " : ""}${digits(n)} geprüft, seit du diese Seite geöffnet hast.`,
  },
  inside,
  history,
  gallery,
  wall,
  keys: {
    switch: "Tastenkürzel",
    explanation: "Enter: ja · 0–9: es ist diese Ziffer · Strg Z, Strg Y: zurück, vor · Esc: leeren",
  },
  failures: {
    away: "Der Server antwortet nicht. Versuch es gleich noch einmal.",
    again: "Noch einmal versuchen",
  },
  broken: {
    title: "Die Seite ist gestolpert",
    body: "In der Seite selbst ging etwas schief. Ziffern, die du bestätigt hast, sind sicher. Lade die Seite neu, um weiterzumachen.",
    reload: "Neu laden",
  },
};
