import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, number } from "./formats";

export const game: Texts["game"] = {
  heading: "Sechzig Sekunden",
  link: "Ein Spiel von sechzig Sekunden",
  introduction:
    "Zehn Ziffern werden verlangt, jede einmal. Schreib sie, drück auf Fertig und geh zur nächsten. Es zählt, was das gemeinsame Netz mit deinem eigenen Gedächtnis liest, wenn du auf Fertig drückst. Unterdessen wird nichts gelernt, und nichts wird gespeichert, wenn du es nicht am Ende sagst.",
  best: (nRead, seconds) =>
    `Dein Bestes bisher: ${number.format(nRead)} von 10 in ${number.format(seconds)} s. Nur dieser Browser weiß davon.`,
  noBest: "Du hast noch kein Bestes.",
  start: "Los",
  again: "Noch einmal spielen",
  stop: "Aufhören",
  write: (digit) => `Schreib ${aDigit(digit)}`,
  left: (seconds) => `noch ${number.format(seconds)} s`,
  nth: (n, count) => `${number.format(n)} von ${number.format(count)}`,
  done: "Fertig",
  sample: "Schreib mir ein Beispiel",
  sampleNote: "Für alle ohne Stift; ein Spiel mit Beispielen ist nie dein bestes.",
  soFar: "Bisher gelesen",
  over: (nRead, count) =>
    count === 0
      ? "Die Zeit ist um, und nichts wurde gezeichnet."
      : `${number.format(nRead)} von deinen ${digits(count)} auf den ersten Blick gelesen.`,
  inTime: (seconds) => `Es dauerte ${number.format(seconds)} s.`,
  isBest: "Das ist dein Bestes.",
  notFair:
    "Es zählt nicht als dein Bestes: Ein Beispiel war dabei, oder der Server hat bei einer Zeichnung nicht geantwortet.",
  drawing: (label) => `${capitalADigit(label)} von dir`,
  reading: "wird gelesen",
  right: "gelesen",
  wrong: (digit) => (digit === null ? "als keine Ziffer gelesen" : `als ${aDigit(digit)} gelesen`),
  unread: "der Server antwortete nicht",
  keepHeading: "Soll es aus ihnen lernen?",
  keepNote:
    "Bisher ist keine dieser Zeichnungen gespeichert. Wenn du sie behältst, werden sie geprüfte Ziffern wie alle anderen: aufgehoben und gelernt. Nimm das Häkchen weg, wo eine nicht ist, was verlangt war.",
  keep: (n) => (n === 1 ? "Diese Ziffer behalten" : `Diese ${digits(n)} behalten`),
  kept: (n) => `Behalten: ${digits(n)}. Danke.`,
  tick: (label) => `Es ist ${aDigit(label)}`,
  sampled: "ein Beispiel: lässt sich nicht behalten",
};
