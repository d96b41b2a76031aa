import { mostCounted } from "../hand";
import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, list, number, percentage } from "./formats";

const everybodys = "das gemeinsame Netz";

const newest = (count: number) => (count < mostCounted ? digits(count) : `neuesten ${digits(count)}`);

export const hand: Texts["hand"] = {
  heading: "Deine Hand",
  none: "Sag von ein paar Ziffern, was sie sind, dann siehst du hier, wie gut es deine Hand liest und was es von dir lernt.",
  firstSight: (ofHand, ofNetwork, count) =>
    ofHand === ofNetwork
      ? `${number.format(ofHand)} von deinen ${newest(count)} auf den ersten Blick gelesen`
      : `${number.format(ofHand)} von deinen ${newest(count)} auf den ersten Blick gelesen; ${everybodys} allein ${number.format(ofNetwork)}`,
  more: "Mehr über deine Hand",
  chart: "Deine Ziffern, die das gemeinsame Netz auf den ersten Blick las, nach Version",
  ofVersion: (version, correct, count) =>
    `Version ${version}: ${number.format(correct)} von ${number.format(count)}`,
  learned: (version) => `Was Version ${version} gelernt hat`,
  better: (before, after, count) =>
    `Von deinen neuesten ${digits(count)} liest sie ${number.format(after)}, vorher wurden ${number.format(before)} gelesen.`,
  changed: (label, before, after) =>
    `${capitalADigit(label)} von dir: vorher als ${aDigit(before)} gelesen, jetzt als ${aDigit(after)}`,
  andMore: (n) => `und ${number.format(n)} weitere`,

  news: {
    promoted: (version, gained) =>
      gained.length === 0
        ? `Das gemeinsame Netz hat gelernt: Jetzt liest Version ${version}. Probier sie aus.`
        : `Das gemeinsame Netz hat gelernt: Jetzt liest Version ${version}, und sie liest auch deine ${list.format(gained.map(String))}. Probier sie aus.`,
    kept: (version) =>
      `Das gemeinsame Netz hat die neuesten zehn nicht übernommen: Version ${version} liest weiter.`,
    returned: (version, undone) =>
      `Die Leute wurden schlechter gelesen: Version ${undone} wurde zurückgenommen, und Version ${version} liest wieder.`,
    setAside: (n) =>
      `${n === 1 ? "1 Ziffer von dir wird" : `${digits(n)} von dir werden`} zurückgehalten, bis die Verwaltung entscheidet.`,
    contradicted: (taken, nMore) => {
      const named = taken.map(
        ({ label, readAs, n }) => `${n === 1 ? "diese" : "jede dieser"} ${label} für ${aDigit(readAs)}`,
      );
      const more = `${number.format(nMore)} weitere ${nMore === 1 ? "Ziffer" : "Ziffern"} für etwas anderes, als du gesagt hast`;
      return `Das gemeinsame Netz hält ${list.format(nMore === 0 ? named : [...named, more])}.`;
    },
    ownReads: (labels) =>
      labels.length === 1
        ? `Dein eigenes Gedächtnis liest sie für dich weiter als ${String(labels[0])}.`
        : `Dein eigenes Gedächtnis liest deine ${list.format(labels.map(String))} für dich weiter.`,
  },
  why: {
    contradicted: (label, readAs, n) =>
      n === 1
        ? `Für das gemeinsame Netz ist diese ${label} ${aDigit(readAs)}.`
        : `Für das gemeinsame Netz ist jede dieser ${label} ${aDigit(readAs)}.`,
    repeated: () => "Dieselbe Zeichnung wurde schon einmal gesendet.",
    disputed: () => "Dieselbe Zeichnung wurde als verschiedene Ziffern gesendet.",
    flooded: () => "Das meiste, was zuletzt von dir kam, fiel aus dem Rahmen.",
    administrator: () => "Die Verwaltung hält sie zurück.",
  },

  page: {
    introduction:
      "Zwei Gedächtnisse lesen dich. Das gemeinsame Netz lernt langsam, zehn Ziffern auf einmal, und nur, womit es für andere etwa so gut bleibt. Dein eigenes Gedächtnis weiß sofort, was du geprüft hast, und spricht nur für dich. Gespeichert sind nur deine Zeichnungen; das Gedächtnis wird aus ihnen errechnet, sooft du zeichnest, und endet mit ihnen.",
    loading: "Es wird gefragt, wie deine Hand gelesen wird …",
    none: "Hier ist noch nichts. Zeichne eine Ziffer und sag, welche es ist: Von da an steht hier, wie deine Hand gelesen wird.",
    allTakenBack:
      "Du hast alle deine Ziffern zurückgenommen. Aufgehoben bleiben sie, bis du unten deine Hand vergessen lässt.",
    draw: "Eine Ziffer zeichnen",
    firstSight: "Auf den ersten Blick gelesen",
    firstSightNote: (count) =>
      `Von deinen neuesten ${digits(count)}, jede so, wie sie bei der Ankunft gelesen wurde, bevor etwas aus ihr gelernt war.`,
    network: "Das gemeinsame Netz allein",
    withMemory: "Mit deinem eigenen Gedächtnis",
    share: (correct, count) => (count === 0 ? "–" : percentage.format(correct / count)),
    counts: (correct, count) => `${number.format(correct)} von ${number.format(count)}`,
    interval: (low, high) =>
      `zwischen ${percentage.format(low)} und ${percentage.format(high)}, mit 95 % Sicherheit`,
    memory: (n, speaks) => {
      if (n === 0) return "Dein eigenes Gedächtnis ist leer.";
      return speaks
        ? `Dein eigenes Gedächtnis hat deine neuesten ${digits(n)} und spricht mit.`
        : `Dein eigenes Gedächtnis hat deine neuesten ${digits(n)}. Noch spricht es nicht mit: Bisher würde es mehr von deiner Hand falsch lesen.`;
    },
    byDigit: "Ziffer für Ziffer",
    byDigitNote: "Rechts steht, wer deine neuesten heute liest.",
    digit: "Ziffer",
    drawn: "Gezeichnet",
    alone: "Allein",
    together: "Mit Gedächtnis",
    now: "Heute",
    nowWords: {
      everybody: "das gemeinsame Netz",
      own: "nur dein eigenes Gedächtnis",
      neither: "noch keins von beiden",
    },
    never: "nicht gezeichnet",
    notLately: "in letzter Zeit nicht",
    tooFew: "eine ist zu wenig, um es zu wissen",
    overTime: "Mit der Zeit",
    overTimeNote:
      "Der Anteil, der auf den ersten Blick falsch gelesen wurde: links vom gemeinsamen Netz allein, rechts mit deinem eigenen Gedächtnis. Weniger ist besser.",
    misread: (share) => percentage.format(share),
    span: (first, last) => (first === last ? `${first}` : `${first}–${last}`),
    spanWords: (first, last, network, own) => {
      const n = last - first + 1;
      return `Ziffern ${first} bis ${last}: vom gemeinsamen Netz allein ${n - network} von ${n} falsch gelesen, mit deinem eigenen Gedächtnis ${n - own}`;
    },
    setAside: "Zurückgehalten",
    setAsideNote: (n, shown) =>
      n === 0
        ? "Von dir wird nichts zurückgehalten."
        : `${n === 1 ? "1 Ziffer wartet" : `${digits(n)} warten`} auf die Verwaltung. Das gemeinsame Netz lernt ${n === 1 ? "sie" : "diese"} nicht; dein eigenes Gedächtnis schon.${shown < n ? ` Die neuesten ${shown}:` : ""}`,
    held: (label) => `Deine ${label}`,
    yours: "Es gehört dir",
    archive: "Alles herunterladen",
    archiveNote:
      "Eine ZIP-Datei mit deinen Zeichnungen und Strichen, was sie laut dir sind, wann sie kamen und was geraten wurde.",
    forget: "Meine Hand vergessen",
    forgetNote:
      "Nimmt jede deiner Ziffern zurück und löscht das Cookie. Was das gemeinsame Netz aus ihnen gelernt hat, wird ohne sie neu gelernt.",
    forgetSure:
      "Wirklich? Das lässt sich nicht rückgängig machen. Lade vorher alles herunter, wenn du es noch brauchst.",
    forgetYes: "Ja, alles vergessen",
    forgetNo: "Nein, behalten",
    forgetting: "Wird vergessen …",
    forgotten: "Deine Hand ist vergessen. Für diese Seite bist du neu.",
    notForgotten:
      "Der Server hat nicht geantwortet, wie er sollte; vielleicht ist deine Hand noch da. Versuch es gleich noch einmal.",
    carry: "Auf einem anderen Gerät",
    carryNote:
      "Dieser Schlüssel öffnet deine Hand: Wer ihn hat, kann als du zeichnen, alles von dir sehen, herunterladen und zurücknehmen. Zeig ihn sonst niemandem.",
    showKey: "Meinen Schlüssel zeigen",
    hideKey: "Verbergen",
    key: "Dein Schlüssel",
    copy: "Kopieren",
    copied: "Kopiert.",
    notCopied:
      "Dieser Browser lässt die Seite nicht kopieren. Markiere den Schlüssel und kopiere ihn selbst.",
    code: "Dein Schlüssel als QR-Code, der diese Seite auf dem anderen Gerät öffnet",
    keyAway: "Der Schlüssel war gerade nicht zu bekommen. Versuch es gleich noch einmal.",
    enter: "Einen Schlüssel von einem anderen Gerät eingeben",
    enterNote:
      "Von da an zeichnet dieser Browser für die Hand dieses Schlüssels. Die bisherige Hand behält ihre Ziffern. Ihr Schlüssel bleibt in diesem Browser, wenn er überhaupt etwas behält: Kopiere ihn vorher, um sicherzugehen.",
    use: "Diesen Schlüssel benutzen",
    carried: "Dieser Browser zeichnet jetzt für die Hand dieses Schlüssels.",
    noSuchKey: "Dieser Schlüssel öffnet hier keine Hand. Kopiere ihn noch einmal ganz vom anderen Gerät.",
  },
};
