import type { Texts } from "../index";
import { digits, moment } from "./formats";

export const handOn: Texts["handOn"] = {
  someoneElse: "Ich bin jemand anderes",
  note: "Gibt dieses Gerät weiter: Was danach gezeichnet wird, ist eine neue Hand. Die bisherige Hand behält ihre Ziffern, und ihr Schlüssel bleibt in diesem Browser.",
  someone: "Von jetzt an zeichnet dieser Browser für eine neue Hand.",
  before: "Hände, die hier vorher gezeichnet haben",
  hand: (n, at) => `${digits(n)}, bis ${moment.format(at)}`,
  again: "Als diese Hand zeichnen",
  waiting: "Einige deiner Ziffern sind noch nicht gesendet. Warte, bis der Server sie hat.",
  unkept:
    "Dieser Browser lässt die Seite deinen Schlüssel nicht aufheben, und ohne ihn kommst du nicht mehr an deine Ziffern. Zeig ihn oben an und kopiere ihn; dann drück noch einmal.",
  gone: "Diese Hand gibt es hier nicht mehr. Sie steht nun nicht mehr in der Liste.",
  failed: "Der Server hat nicht geantwortet, wie er sollte. Versuch es gleich noch einmal.",
};
