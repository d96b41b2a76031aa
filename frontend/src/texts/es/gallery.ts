import type { Texts } from "../index";
import { capitalADigit, digits, moment } from "./formats";

export const gallery: Texts["gallery"] = {
  heading: "Lo que se dibujó",
  introduction: {
    everyone:
      "Todas las cifras comprobadas, primero las más nuevas. Las enmarcadas se leyeron mal al llegar.",
    own: "Todas las cifras que comprobaste, primero las más nuevas. Las enmarcadas se leyeron mal al llegar. Solo tú las ves aquí.",
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
  takenBack: (label) => `El ${label} está retirado.`,
  undo: "Deshacer",
  one: {
    loading: (id) => `Dibujo ${id}`,
    heading: (label, id) => `Un ${label}, dibujo ${id}`,
    gone: "Este dibujo no está aquí: se retiró, o este programa no te lo muestra.",
    written: (label, n) => `Un ${label}, escrito en ${n === 1 ? "1 trazo" : `${n} trazos`}`,
    drawn: (at) => `Dibujado el ${moment.format(at)}.`,
    then: (label, guess, version) =>
      guess === null || version === null
        ? "No se leyó al llegar."
        : `Al llegar, la versión ${version} de la red leyó un ${guess}${guess === label ? "" : `, no un ${label}`}.`,
    now: (label, guess, version, shown) =>
      `Ahora la versión ${version} lee un ${guess}${guess === label ? "" : `, no un ${label}`}${shown === guess ? "" : `; con tu propia memoria es un ${shown}`}.`,
    noStrokes: "Llegó como imagen: no se sabe cómo se escribió.",
    again: "Escribirlo otra vez",
    version: (version) => `Versión ${version} en el historial`,
    back: "Cerrar el dibujo",
  },
  none: "Aún no hay nada. Dibuja una cifra y di cuál es: entonces estará aquí.",
  all: (n) => `Eso es todo: ${digits(n)}.`,
  more: "Más",
};
