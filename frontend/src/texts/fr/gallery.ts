import type { Texts } from "../index";
import { capitalADigit, digits } from "./formats";

export const gallery: Texts["gallery"] = {
  heading: "Ce qui a été dessiné",
  introduction: {
    everyone:
      "Tous les chiffres vérifiés, les plus récents d’abord. Les encadrés ont été mal lus à leur arrivée.",
    own: "Tous les chiffres que tu as vérifiés, les plus récents d’abord. Les encadrés ont été mal lus à leur arrivée. Toi seul les vois ici.",
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
  none: "Encore rien ici. Dessine un chiffre et dis lequel c’est : il y sera.",
  all: (n) => `C’est tout : ${digits(n)}.`,
  more: "Plus",
};
