import type { Texts } from "../index";
import { digits, moment } from "./formats";

export const handOn: Texts["handOn"] = {
  someoneElse: "Soy otra persona",
  note: "Pasa este dispositivo a otra persona: lo que se dibuje después es una mano nueva. La mano de antes conserva sus cifras, y su clave queda en este navegador.",
  someone: "Desde ahora este navegador dibuja para una mano nueva.",
  before: "Manos que dibujaron aquí antes",
  hand: (n, at) => `${digits(n)}, hasta el ${moment.format(at)}`,
  again: "Dibujar como esta mano",
  waiting: "Algunas de tus cifras esperan a ser enviadas. Espera a que el servidor las tenga.",
  unkept:
    "Este navegador no deja que la página guarde tu clave, y sin ella no puedes volver a tus cifras. Muéstrala arriba y cópiala; después pulsa otra vez.",
  gone: "Esa mano ya no está aquí. Ya no está en la lista.",
  failed: "El servidor no respondió como debía. Inténtalo de nuevo en un momento.",
};
