import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, moment } from "./formats";

export const gallery: Texts["gallery"] = {
  heading: "Ce qui a été dessiné",
  introduction: {
    everyone:
      "Tous les chiffres vérifiés, les plus récents d’abord. Les encadrés ont été mal lus par le réseau commun à leur arrivée, même là où une mémoire propre les a lus.",
    own: "Tous les chiffres que tu as vérifiés, les plus récents d’abord. Les encadrés ont été mal lus par le réseau commun à leur arrivée, même là où ta propre mémoire les a lus. Toi seul les vois ici.",
    none: "Ce programme ne montre pas de dessins ici. Ce qu’il sait des tiens est sur la page de ta main.",
  },
  label: "Quel chiffre",
  every: "Tous les chiffres",
  everyShort: "Tous",
  only: (label) => `Seulement les ${label}`,
  mine: "les miens",
  misread: "les mal lus",
  alt: (label) => capitalADigit(label),
  readAs: (guess) => `pas ${guess}`,
  takeBack: "Reprendre",
  takeBackOne: (label, id) => `Reprendre le ${label}, numéro ${id}`,
  takingBack: (label) => `Le ${label} va être repris dans un instant.`,
  takenBack: (label) => `Le ${label} est repris.`,
  notTakenBack: (label) => `Le ${label} n’a pas pu être repris à l’instant. Réessaie dans un moment.`,
  undo: "Annuler",
  one: {
    loading: (id) => `Dessin ${id}`,
    heading: (label, id) => `${capitalADigit(label)}, dessin ${id}`,
    gone: "Ce dessin n’est pas ici : il a été repris, ou ce programme ne te le montre pas.",
    written: (label, n) => `${capitalADigit(label)}, écrit en ${n === 1 ? "1 trait" : `${n} traits`}`,
    drawn: (at) => `Dessiné le ${moment.format(at)}.`,
    then: (label, guess, version) =>
      guess === null || version === null
        ? "Il n’a pas été lu à son arrivée."
        : `À son arrivée, la version ${version} du réseau a lu ${aDigit(guess)}${guess === label ? "" : `, pas ${aDigit(label)}`}.`,
    now: (label, guess, version, shown) =>
      `Maintenant la version ${version} lit ${aDigit(guess)}${guess === label ? "" : `, pas ${aDigit(label)}`}${shown === guess ? "" : ` ; avec ta propre mémoire, c’est ${aDigit(shown)}`}.`,
    noStrokes: "Il a été envoyé comme image ; on ne sait donc pas comment il a été écrit.",
    again: "L’écrire encore",
    version: (version) => `La version ${version} dans le suivi`,
    back: "Fermer le dessin",
  },
  none: "Encore rien ici. Dessine un chiffre et dis lequel c’est : il y sera.",
  all: (n) => `C’est tout : ${digits(n)}.`,
  more: "Plus",
};
