import type { Texts } from "../index";
import { capitalADigit, digits } from "./formats";

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
  none: "Aún no hay nada. Dibuja una cifra y di cuál es: entonces estará aquí.",
  all: (n) => `Eso es todo: ${digits(n)}.`,
  more: "Más",
};
