import type { Texts } from "../index";

export const severalDigits: Texts["severalDigits"] = {
  boxes: "Les chiffres du nombre",
  mark: (place, n, label) => `Chiffre ${place} sur ${n}, ${label} : le corriger`,
  read: (number) => `${number}. Un chiffre est faux ? Touche son cadre, puis dis lequel c’est.`,
  unsure: (number) =>
    `Peut-être ${number}. Les cadres en pointillé sont peu sûrs : touche-en un pour le dire.`,
  yes: (number) => `Oui, c’est ${number}`,
  no: "Non ? Touche le cadre du chiffre faux :",
  correct: (place, n) => `Chiffre ${place} sur ${n} : choisis lequel c’est.`,
  seen: "Chaque chiffre d’un nombre est découpé et vu séparément.",
  shown: (place, n, label) =>
    `Montré ici : le chiffre ${place} sur ${n}, le ${label}. Touche le cadre d’un autre pour le voir.`,
};
