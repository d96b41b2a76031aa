import type { Texts } from "../index";
import { digits, moment } from "./formats";

export const handOn: Texts["handOn"] = {
  someoneElse: "Je suis quelqu’un d’autre",
  note: "Passe cet appareil à quelqu’un : ce qui est dessiné ensuite est une nouvelle main. La main d’avant garde ses chiffres, et sa clé reste dans ce navigateur.",
  someone: "À partir de maintenant, ce navigateur dessine pour une nouvelle main.",
  before: "Mains qui ont dessiné ici avant",
  hand: (n, at) => `${digits(n)}, jusqu’au ${moment.format(at)}`,
  again: "Dessiner avec cette main",
  waiting: "Certains de tes chiffres attendent d’être envoyés. Reste jusqu’à ce que le serveur les ait.",
  failed: "Le serveur n’a pas répondu comme il faut. Réessaie dans un instant.",
};
