import type { Photo } from "../ink";
import { canvasIsHonest } from "./canvasIsHonest";
import { paintBitmap } from "./paintBitmap";
import { sendablePng } from "./sendablePng";
import { shrink } from "./shrink";

export type PhotoProblem = "notAPicture" | "tooLarge" | "falsified";

/** Read any picture that the browser knows, and return it as a PNG that can be sent, or why it cannot. */
export async function readPhoto(file: Blob): Promise<Photo | PhotoProblem> {
  let bitmap: ImageBitmap;
  try {
    // Upright as the file says, which is the default; older Safaris refuse the option that would say so.
    bitmap = await createImageBitmap(file);
  } catch {
    return "notAPicture";
  }
  const photo = (await sendablePng(file, bitmap)) ?? (await converted(bitmap));
  bitmap.close();
  return photo;
}

async function converted(bitmap: ImageBitmap): Promise<Photo | PhotoProblem> {
  if (!(await canvasIsHonest())) return "falsified";
  const image = shrink(bitmap, (size) => paintBitmap(bitmap, size).canvas.toDataURL("image/png"));
  return image === null ? "tooLarge" : { image };
}
