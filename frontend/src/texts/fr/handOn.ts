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
  unkept:
    "Ce navigateur ne laisse pas la page garder ta clé, et sans elle tu ne retrouves plus tes chiffres. Montre-la ci-dessus et copie-la ; puis appuie encore une fois.",
  gone: "Cette main n’est plus ici. Elle n’est plus dans la liste.",
  failed: "Le serveur n’a pas répondu comme il faut. Réessaie dans un instant.",
};
