import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, moment } from "./formats";

export const gallery: Texts["gallery"] = {
  heading: "Lo que se dibujó",
  introduction: {
    everyone:
      "Todas las cifras comprobadas, primero las más nuevas. Las enmarcadas las leyó mal la red común al llegar, aunque una memoria propia las leyera.",
    own: "Todas las cifras que comprobaste, primero las más nuevas. Las enmarcadas las leyó mal la red común al llegar, aunque tu propia memoria las leyera. Solo tú las ves aquí.",
    none: "Este programa no muestra dibujos aquí. Lo que sabe de los tuyos está en la página de tu mano.",
  },
  label: "Qué cifra",
  every: "Todas las cifras",
  everyShort: "Todas",
  only: (label) => `Solo los ${label}`,
  mine: "solo mías",
  misread: "solo mal leídas",
  alt: (label) => capitalADigit(label),
  readAs: (guess) => `no ${guess}`,
  takeBack: "Retirar",
  takeBackOne: (label, id) => `Retirar el ${label}, número ${id}`,
  takingBack: (label) => `El ${label} se va a retirar en un momento.`,
  takenBack: (label) => `El ${label} se ha retirado.`,
  notTakenBack: (label) => `El ${label} no se pudo retirar ahora. Inténtalo otra vez en un momento.`,
  undo: "Deshacer",
  one: {
    loading: (id) => `Dibujo ${id}`,
    heading: (label, id) => `${capitalADigit(label)}, dibujo ${id}`,
    gone: "Este dibujo no está aquí: se retiró, o este programa no te lo muestra.",
    written: (label, n) => `${capitalADigit(label)}, escrito en ${n === 1 ? "1 trazo" : `${n} trazos`}`,
    drawn: (at) => `Dibujado el ${moment.format(at)}.`,
    then: (label, guess, version) =>
      guess === null || version === null
        ? "No se leyó al llegar."
        : `Al llegar, la versión ${version} de la red leyó ${aDigit(guess)}${guess === label ? "" : `, no ${aDigit(label)}`}.`,
    now: (label, guess, version, shown) =>
      `Ahora la versión ${version} lee ${aDigit(guess)}${guess === label ? "" : `, no ${aDigit(label)}`}${shown === guess ? "" : `; con tu propia memoria es ${aDigit(shown)}`}.`,
    noStrokes: "Se envió como imagen, así que no se sabe cómo se escribió.",
    again: "Escribirlo otra vez",
    version: (version) => `La versión ${version} en el curso`,
    back: "Cerrar el dibujo",
  },
  none: "Aún no hay nada. Dibuja una cifra y di cuál es: entonces estará aquí.",
  all: (n) => `Eso es todo: ${digits(n)}.`,
  more: "Más",
};
