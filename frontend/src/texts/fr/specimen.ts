import type { SpecimenWords } from "../specimen";

export const specimen: SpecimenWords = {
  heading: "Tes dix chiffres",
  note: "Ton dessin le plus récent de chacun, comme il a été écrit, y compris les exemples que tu as confirmés : les points bleus sont là où commence un trait, les nombres leur ordre. Un appui le récrit ; dessous, comment les tiens ont été lus du premier coup.",
  write: (label) => `Récrire ton ${label}`,
  missing: (label) => `pas encore de ${label}`,
  alone: (correct, count) => `réseau ${correct} sur ${count}`,
  together: (correct, count) => `avec mémoire ${correct} sur ${count}`,
  open: (label) => `Ouvrir ton ${label}`,
  openShort: "ouvrir",
  all: "Les écrire tous",
  save: "Enregistrer en image",
  print: "Imprimer",
  beside: "Les tiens à côté de ceux de tous",
  which: "Quel chiffre",
  only: (label) => `Comparer le ${label}`,
  yours: "Les tiens",
  others: "Ceux de tous",
  noneOfYours: (label) => `Tu n’as pas encore dessiné de ${label}.`,
  noOthers: (label) => `Personne d’autre n’a encore dessiné de ${label} ici.`,
};
