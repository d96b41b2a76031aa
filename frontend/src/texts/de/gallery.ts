import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, moment } from "./formats";

export const gallery: Texts["gallery"] = {
  heading: "Was gezeichnet wurde",
  introduction: {
    everyone:
      "Alle geprüften Ziffern, die neuesten zuerst. Die gerahmten las das gemeinsame Netz falsch, als sie kamen, auch wo ein eigenes Gedächtnis sie las.",
    own: "Alle Ziffern, die du geprüft hast, die neuesten zuerst. Die gerahmten las das gemeinsame Netz falsch, als sie kamen, auch wo dein eigenes Gedächtnis sie las. Nur du siehst sie hier.",
    none: "Dieses Programm zeigt hier keine Zeichnungen. Was es von deinen weiß, steht auf der Seite deiner Hand.",
  },
  label: "Welche Ziffer",
  every: "Alle Ziffern",
  everyShort: "Alle",
  only: (label) => `Nur ${label}`,
  mine: "nur meine",
  misread: "nur falsch gelesene",
  alt: (label) => capitalADigit(label),
  readAs: (guess) => `nicht ${guess}`,
  takeBack: "Zurücknehmen",
  takeBackOne: (label, id) => `Die ${label} mit der Nummer ${id} zurücknehmen`,
  takingBack: (label) => `Die ${label} wird gleich zurückgenommen.`,
  takenBack: (label) => `Die ${label} ist zurückgenommen.`,
  notTakenBack: (label) => `Die ${label} ließ sich gerade nicht zurücknehmen. Versuch es gleich noch einmal.`,
  undo: "Rückgängig",
  one: {
    loading: (id) => `Zeichnung ${id}`,
    heading: (label, id) => `${capitalADigit(label)}, Zeichnung ${id}`,
    gone: "Diese Zeichnung ist nicht hier: Sie wurde zurückgenommen, oder dieses Programm zeigt sie dir nicht.",
    written: (label, n) =>
      `${capitalADigit(label)}, in ${n === 1 ? "1 Strich" : `${n} Strichen`} geschrieben`,
    drawn: (at) => `Gezeichnet ${moment.format(at)}.`,
    then: (label, guess, version) =>
      guess === null || version === null
        ? "Als sie kam, wurde sie nicht gelesen."
        : `Als sie kam, las Version ${version} des Netzes ${aDigit(guess)}${guess === label ? "" : `, nicht ${aDigit(label)}`}.`,
    now: (label, guess, version, shown) =>
      `Jetzt liest Version ${version} ${aDigit(guess)}${guess === label ? "" : `, nicht ${aDigit(label)}`}${shown === guess ? "" : `; mit deinem eigenen Gedächtnis ist es ${aDigit(shown)}`}.`,
    noStrokes: "Sie wurde als Bild gesendet; wie sie geschrieben wurde, ist nicht bekannt.",
    again: "Noch einmal schreiben",
    version: (version) => `Version ${version} im Verlauf`,
    back: "Die Zeichnung schließen",
  },
  none: "Noch nichts da. Zeichne eine Ziffer und sag, welche es ist: dann steht sie hier.",
  all: (n) => `Das sind alle: ${digits(n)}.`,
  more: "Mehr",
};
